package dev.vmascope.procfs;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.ListingParser;
import dev.vmascope.mapping.MappingKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gathers the mappings of a listing by file. It keeps a bounded number of both.
final class MappedFiles {
  private static final int MOST_FILES = 1024;
  private static final int MOST_MAPPINGS = 16_384;
  private static final int MOST_OF_ONE = 256;

  private final Map<Key, Gathered> files = new LinkedHashMap<>();
  private int mappings;
  private boolean complete = true;
  private Optional<ListedMapping> vdso = Optional.empty();

  private record Key(KernelText path, Device device, long inode, boolean deleted) {}

  private static final class Gathered {
    private final MappingKind kind;
    private final List<ListedMapping> mappings = new ArrayList<>();
    private boolean complete = true;

    Gathered(MappingKind kind) {
      this.kind = kind;
    }
  }

  /// The files of a listing.
  ///
  /// @throws dev.vmascope.mapping.MalformedException if it is not understood
  static MappedFiles of(ListingParser listing) throws IOException {
    MappedFiles files = new MappedFiles();
    Optional<Gathered> last = Optional.empty();
    long end = 0;
    for (ListedMapping next = listing.next(); next != null; next = listing.next()) {
      Backing backing = next.backing();
      KernelText path = backing.path();
      if (backing.kind() == MappingKind.KERNEL && next.name().latin1().equals("[vdso]")) {
        files.vdso = Optional.of(next);
      }
      boolean ofFile = backing.kind() == MappingKind.FILE || backing.kind() == MappingKind.MEMFD;
      boolean behind =
          backing.kind() == MappingKind.ANONYMOUS && next.mapping().range().start() == end;
      if (ofFile && path != null) {
        last = Optional.of(files.gathered(next, path));
      } else if (!behind) {
        last = Optional.empty();
      }
      if (last.isPresent()) {
        files.add(last.get(), next);
      }
      end = next.mapping().range().end();
    }
    return files;
  }

  private Gathered gathered(ListedMapping listed, KernelText path) {
    Key key =
        new Key(
            path, listed.mapping().device(), listed.mapping().inode(), listed.backing().deleted());
    return files.computeIfAbsent(key, _ -> new Gathered(listed.backing().kind()));
  }

  private void add(Gathered gathered, ListedMapping listed) {
    if (gathered.mappings.size() < MOST_OF_ONE && mappings < MOST_MAPPINGS) {
      gathered.mappings.add(listed);
      mappings++;
    } else {
      gathered.complete = false;
    }
  }

  /// Those that may be objects and are wanted; if there are too many, those that can be executed
  /// first.
  List<MappedFile> wanted(ObjectParser<?> parser) {
    List<MappedFile> wanted = new ArrayList<>();
    files.forEach((key, gathered) -> {
      if (gathered.mappings.isEmpty()) {
        complete = false;
        return;
      }
      MappedFile file =
          new MappedFile(
              key.path(),
              gathered.kind,
              key.deleted(),
              key.device(),
              key.inode(),
              gathered.mappings,
              gathered.complete);
      if (file.mayBeLoaded() && parser.wants(file)) {
        wanted.add(file);
      }
    });
    if (wanted.size() <= MOST_FILES) {
      return wanted;
    }
    complete = false;
    return wanted.stream()
        .sorted(Comparator.comparing(file -> !file.mayHaveCode()))
        .limit(MOST_FILES)
        .sorted((a, b) -> Long.compareUnsigned(a.first().start(), b.first().start()))
        .toList();
  }

  /// The object that the kernel maps into every process without a file.
  Optional<ListedMapping> vdso() {
    return vdso;
  }

  /// Whether all of the listing was kept.
  boolean complete() {
    return complete;
  }
}
