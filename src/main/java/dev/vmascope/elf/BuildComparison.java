package dev.vmascope.elf;

import dev.vmascope.procfs.ObjectBytes;
import dev.vmascope.procfs.ObjectParser.Opened;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A comparison of two files that may hold one build: by what their linkers noted, else by what is
/// put into memory of them. A copy of which the symbols were taken away is the same build.
final class BuildComparison {
  /// More of two files is not compared.
  private static final long MOST_BYTES = 64L << 20;

  private static final int PART = 1 << 16;

  private final ObjectBytes first;
  private final ObjectBytes second;

  private BuildComparison(ObjectBytes first, ObjectBytes second) {
    this.first = first;
    this.second = second;
  }

  /// Whether they do.
  ///
  /// @return empty, where neither is proven
  /// @throws IOException if one of them cannot be read
  static Optional<Boolean> of(Opened<ObjectSummary> mapped, Opened<ObjectSummary> there)
      throws IOException {
    BuildComparison files = new BuildComparison(mapped.bytes(), there.bytes());
    if (mapped.value() instanceof ObjectSummary.Known(ObjectFacts known, _, _)) {
      return switch (there.value()) {
        case ObjectSummary.Known(ObjectFacts other, _, _) -> files.objects(known, other);
        case ObjectSummary.Broken _ -> Optional.empty();
        case ObjectSummary.Other _ -> Optional.of(false);
      };
    }
    return files.whole().filter(same -> same);
  }

  private Optional<Boolean> objects(ObjectFacts known, ObjectFacts other) throws IOException {
    if (known.buildId().isPresent() || other.buildId().isPresent()) {
      return Optional.of(known.buildId().equals(other.buildId()));
    }
    if (known.goBuildId().isPresent() || other.goBuildId().isPresent()) {
      return Optional.of(known.goBuildId().equals(other.goBuildId()));
    }
    if (!known.loads().equals(other.loads())) {
      return Optional.of(false);
    }
    return known.loads().isEmpty() ? whole() : segments(known.loads());
  }

  private Optional<Boolean> whole() throws IOException {
    if (first.size() != second.size()) {
      return Optional.of(false);
    }
    return first.size() > MOST_BYTES ? Optional.empty() : same(0, first.size());
  }

  private Optional<Boolean> segments(List<ProgramHeader> loads) throws IOException {
    long left = MOST_BYTES;
    for (ProgramHeader load : loads) {
      long end = load.offset() + load.fileBytes();
      if (load.offset() < 0 || load.fileBytes() < 0 || end < 0 || load.fileBytes() > left) {
        return Optional.empty();
      }
      if (end > Math.min(first.size(), second.size())) {
        return Optional.empty();
      }
      left -= load.fileBytes();
      Optional<Boolean> same = same(load.offset(), end);
      if (same.isEmpty() || !same.get()) {
        return same;
      }
    }
    return Optional.of(true);
  }

  /// @return empty, if one was cut meanwhile
  private Optional<Boolean> same(long start, long end) throws IOException {
    for (long at = start; at < end; at += PART) {
      byte[] part = new byte[(int) Math.min(PART, end - at)];
      byte[] other = new byte[part.length];
      if (first.read(at, part) < part.length || second.read(at, other) < other.length) {
        return Optional.empty();
      }
      if (at == 0) {
        forgetSections(part);
        forgetSections(other);
      }
      if (!Arrays.equals(part, other)) {
        return Optional.of(false);
      }
    }
    return Optional.of(true);
  }

  /// Clears where the header says that section headers are, and how many: they are not put into
  /// memory, and `strip` changes them.
  private static void forgetSections(byte[] beginning) {
    boolean wide = beginning.length > 4 && beginning[4] == 2;
    clear(beginning, wide ? 40 : 32, wide ? 48 : 36);
    clear(beginning, wide ? 58 : 46, wide ? 64 : 52);
  }

  private static void clear(byte[] bytes, int from, int to) {
    if (bytes.length >= to) {
      Arrays.fill(bytes, from, to, (byte) 0);
    }
  }
}
