package dev.vmascope.diff.run;

import dev.vmascope.diff.MappingSource;
import dev.vmascope.diff.TooManyChangesException;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A reader of the listings of two runs. It keeps each name once, and of each mapping what can be
/// compared. Names are ordered, not hashed: processes choose them. The gate `[vsyscall]` is left
/// out.
final class RunReader {
  /// The heap memory of a mapping, of its places in sorted lists and of its change.
  private static final long MAPPING_BYTES = 120;

  /// The heap memory of the use of a mapping.
  private static final long USE_BYTES = 40;

  /// The heap memory of an object, without its name.
  private static final long OBJECT_BYTES = 300;

  private final Map<String, RunObject> objects = new TreeMap<>();
  private final long mostBytes;
  private long heldBytes;

  RunReader(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// The objects of what was read.
  Collection<RunObject> objects() {
    return objects.values();
  }

  /// Reads a listing.
  ///
  /// @param now whether it is the later one
  /// @throws TooManyChangesException if both take more memory than they may
  RunListing read(MappingSource source, boolean now) throws IOException {
    List<RunMapping> mappings = new ArrayList<>();
    RunBases bases = new RunBases();
    ClassifiedMapping below = null;
    RunObject objectBelow = null;
    for (ClassifiedMapping next = source.next(); next != null; next = source.next()) {
      if (next.mapping().isGate()) {
        continue;
      }
      hold(MAPPING_BYTES);
      RunObject object = object(next);
      object.add(next.mapping(), now);
      bases.add(next, object);
      RunObject anchor =
          objectBelow != null && below != null && isBssOver(below, next) ? objectBelow : object;
      RunMapping mapping = RunMapping.of(next, mappings.size(), object, anchor);
      hold(mapping.use() == null ? 0 : USE_BYTES);
      mappings.add(mapping);
      below = next;
      objectBelow = object;
    }
    return new RunListing(mappings, bases);
  }

  private RunObject object(ClassifiedMapping listed) {
    String name = listed.name().latin1();
    RunObject known = objects.get(name);
    if (known == null) {
      hold(OBJECT_BYTES + 2L * name.length());
      known = new RunObject(objects.size(), listed);
      objects.put(name, known);
    }
    return known;
  }

  /// Whether a mapping is the part of an object's data that is not in its file: memory without a
  /// name directly above the data, with the same permissions.
  private static boolean isBssOver(ClassifiedMapping below, ClassifiedMapping here) {
    return here.name().latin1().isEmpty()
        && below.category() == MappingCategory.DATA
        && below.mapping().range().end() == here.mapping().range().start()
        && below.mapping().permissions().equals(here.mapping().permissions());
  }

  private void hold(long bytes) {
    heldBytes += bytes;
    if (heldBytes > mostBytes) {
      throw new TooManyChangesException();
    }
  }
}
