package dev.vmascope.mapping.hotspot;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mappings that may belong to a Java virtual machine, in address order.
final class HotSpotCandidates {
  /// The maximum number of parts kept. A process has fewer mappings, unless `vm.max_map_count` was
  /// raised; then the lowest parts are kept.
  private static final int MOST = 100_000;

  private static final long FIRST_REGION = 1 << 16;

  private final List<Part> parts = new ArrayList<>();
  private @Nullable Part last;

  /// The shape of a mapping.
  enum Shape {
    /// Private, without file and name, no access.
    RESERVED,
    /// The same, readable and writable.
    WRITABLE,
    /// The same, executable.
    EXECUTABLE,
    /// The start of an archive of classes (CDS).
    ARCHIVE_START,
    /// Another part of such an archive: more classes, or objects of the heap.
    ARCHIVE,
    /// The memory object of a Java heap (ZGC).
    HEAP_OBJECT,
    /// The file of counters that `jstat` reads.
    COUNTERS
  }

  /// A mapping by its addresses, which lie in the user half.
  record Part(long start, long end, Shape shape) {
    long size() {
      return end - start;
    }

    boolean is(Shape other) {
      return shape == other;
    }

    boolean touches(Part above) {
      return end == above.start;
    }
  }

  /// Adds the next mapping of a listing.
  void add(Mapping mapping) {
    Shape shape = shape(mapping);
    long start = mapping.range().start();
    if (shape == null || start < 0 || parts.size() == MOST) {
      return;
    }
    // Lines that overlap are of a mapping that grew while it was read.
    Part before = last;
    long from = before == null ? start : Math.max(start, before.end());
    Part part = new Part(from, mapping.range().end(), shape);
    last = part;
    parts.add(part);
  }

  List<Part> list() {
    return List.copyOf(parts);
  }

  /// The shape of a mapping; `null` if a Java virtual machine makes no such mapping.
  static @Nullable Shape shape(Mapping mapping) {
    Permissions permissions = mapping.permissions();
    if (mapping.name().latin1().isEmpty()) {
      if (permissions.shared() || mapping.inode() != 0) {
        return null;
      }
      if (permissions.none()) {
        return Shape.RESERVED;
      }
      if (permissions.executable()) {
        return Shape.EXECUTABLE;
      }
      return permissions.readable() && permissions.writable() ? Shape.WRITABLE : null;
    }
    Backing backing = mapping.backing();
    RawText name = backing.name();
    if (backing.kind() == MappingKind.MEMFD && name != null) {
      return name.latin1().equals("java_heap") ? Shape.HEAP_OBJECT : null;
    }
    RawText path = backing.path();
    return backing.kind() == MappingKind.FILE && path != null
        ? shapeOfFile(path.latin1(), mapping)
        : null;
  }

  private static @Nullable Shape shapeOfFile(String path, Mapping mapping) {
    if (path.contains("/hsperfdata_")) {
      return Shape.COUNTERS;
    }
    boolean archive = path.endsWith(".jsa") || path.endsWith(".aot");
    if (!archive || mapping.permissions().shared()) {
      return null;
    }
    return mapping.offset() <= FIRST_REGION ? Shape.ARCHIVE_START : Shape.ARCHIVE;
  }
}
