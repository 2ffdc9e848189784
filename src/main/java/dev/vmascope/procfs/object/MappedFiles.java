package dev.vmascope.procfs.object;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The mappings of one listing, grouped by file, in bounded memory. The bounds for files with code
/// and for others are separate, so that many data files do not displace a library. Of the files
/// without code the last ones are kept, since any of them may turn out to have some.
final class MappedFiles {
  private static final int MOST_OF_ONE = 256;

  /// The approximate memory limit for files with code, and again for others, in bytes.
  private static final int MOST_WEIGHT = 8 << 20;

  private final Map<Key, Gathered> files = new LinkedHashMap<>();

  /// The files without code so far, the latest at the end.
  private final SequencedMap<Key, Gathered> data = new LinkedHashMap<>();

  private long codeWeight;
  private long dataWeight;
  private final Set<MappedFileLimit> limits = EnumSet.noneOf(MappedFileLimit.class);
  private Optional<ClassifiedMapping> vdso = Optional.empty();
  private Optional<MalformedException> complaint = Optional.empty();

  /// The key of a file in maps.
  private record Key(RawText path, Device device, long inode, boolean deleted) {}

  /// The mappings of one file so far.
  private static final class Gathered {
    private final Key key;
    private final MappingKind kind;
    private final List<ClassifiedMapping> mappings = new ArrayList<>();
    private boolean complete = true;
    private boolean code;
    private long weight;

    Gathered(Key key, MappingKind kind) {
      this.key = key;
      this.kind = kind;
    }
  }

  /// The files of a listing, up to its first malformed line.
  static MappedFiles of(MappingReader listing) throws IOException {
    MappedFiles files = new MappedFiles();
    Optional<Gathered> last = Optional.empty();
    long end = 0;
    for (ClassifiedMapping next = files.next(listing); next != null; next = files.next(listing)) {
      Backing backing = next.backing();
      RawText path = backing.path();
      if (isVdso(next.mapping())) {
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

  /// Whether a mapping is the vDSO.
  static boolean isVdso(Mapping mapping) {
    return mapping.backing().kind() == MappingKind.KERNEL
        && mapping.name().latin1().equals("[vdso]");
  }

  private @Nullable ClassifiedMapping next(MappingReader listing) throws IOException {
    try {
      return listing.next();
    } catch (MalformedException e) {
      complaint = Optional.of(e);
      return null;
    }
  }

  /// The reason why the listing ends early; empty if it is well-formed to its end.
  Optional<MalformedException> complaint() {
    return complaint;
  }

  private Gathered gathered(ClassifiedMapping listed, RawText path) {
    Key key =
        new Key(
            path, listed.mapping().device(), listed.mapping().inode(), listed.backing().deleted());
    Gathered known = files.get(key);
    return known == null ? new Gathered(key, listed.backing().kind()) : known;
  }

  private void add(Gathered gathered, ClassifiedMapping listed) {
    if (gathered.mappings.size() >= MOST_OF_ONE) {
      gathered.complete = false;
      return;
    }
    boolean code = gathered.code || listed.mapping().permissions().executable();
    long weight = weight(listed);
    long more = code && !gathered.code ? weight + gathered.weight : weight;
    if (code && codeWeight + more > MOST_WEIGHT) {
      gathered.complete = false;
      limits.add(MappedFileLimit.CODE);
      return;
    }
    files.put(gathered.key, gathered);
    gathered.mappings.add(listed);
    if (code) {
      codeWeight += more;
      if (data.remove(gathered.key) != null) {
        dataWeight -= gathered.weight;
      }
    } else {
      data.putLast(gathered.key, gathered);
      dataWeight += weight;
    }
    gathered.code = code;
    gathered.weight += weight;
    dropFirstData();
  }

  private void dropFirstData() {
    Iterator<Gathered> first = data.values().iterator();
    while (dataWeight > MOST_WEIGHT && first.hasNext()) {
      Gathered dropped = first.next();
      first.remove();
      files.remove(dropped.key);
      dataWeight -= dropped.weight;
      dropped.weight = 0;
      dropped.mappings.clear();
      dropped.complete = false;
      limits.add(MappedFileLimit.DATA);
    }
  }

  /// The approximate memory of a mapping with its name and path, in bytes.
  private static long weight(ClassifiedMapping listed) {
    return 256 + 2L * listed.name().latin1().length();
  }

  /// The files that may be objects and are wanted by the parser; beyond the limit, executable ones
  /// come first.
  List<MappedFile> wanted(MappedFileParser<?> parser) {
    List<MappedFile> wanted = new ArrayList<>();
    files.forEach((key, gathered) -> {
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
    if (wanted.size() <= MappedFileLimit.MOST_FILES) {
      return wanted;
    }
    limits.add(MappedFileLimit.FILES);
    return wanted.stream()
        .sorted(Comparator.comparing(file -> !file.mayHaveCode()))
        .limit(MappedFileLimit.MOST_FILES)
        .sorted((a, b) -> Long.compareUnsigned(a.first().start(), b.first().start()))
        .toList();
  }

  /// The vDSO, which the kernel maps into every process without a file.
  Optional<ClassifiedMapping> vdso() {
    return vdso;
  }

  /// The limits that were reached; empty if the whole listing was kept.
  Set<MappedFileLimit> limits() {
    return limits;
  }
}
