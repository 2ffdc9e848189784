package dev.vmascope.elf.loaded;

import dev.vmascope.elf.ProgramHeader;
import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.procfs.object.MappedFileParser.Opened;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A comparison of two files that may hold one build. It uses the notes of their linkers, otherwise
/// the bytes that are loaded into memory. A stripped copy is the same build.
final class BuildComparison {
  private static final int PART = 1 << 16;

  private final ObjectBytes first;
  private final ObjectBytes second;
  private long left;

  private BuildComparison(ObjectBytes first, ObjectBytes second, long most) {
    this.first = first;
    this.second = second;
    left = most;
  }

  /// The result of a comparison.
  ///
  /// @param same whether the files hold one build; empty if neither is proven
  /// @param bytes the number of bytes of each that were compared
  record Result(Optional<Boolean> same, long bytes) {}

  /// Compares two files.
  ///
  /// @param most the maximum number of bytes of each to compare
  /// @throws IOException if one of them cannot be read
  static Result of(Opened<ObjectSummary> mapped, Opened<ObjectSummary> there, long most)
      throws IOException {
    BuildComparison files = new BuildComparison(mapped.bytes(), there.bytes(), most);
    return new Result(files.compare(mapped, there), most - files.left);
  }

  private Optional<Boolean> compare(Opened<ObjectSummary> mapped, Opened<ObjectSummary> there)
      throws IOException {
    if (mapped.value() instanceof ObjectSummary.Known(ObjectInfo known, _, _)) {
      return switch (there.value()) {
        case ObjectSummary.Known(ObjectInfo other, _, _) -> objects(known, other);
        case ObjectSummary.Broken _ -> Optional.empty();
        case ObjectSummary.Other _ -> Optional.of(false);
      };
    }
    return whole().filter(same -> same);
  }

  private Optional<Boolean> objects(ObjectInfo known, ObjectInfo other) throws IOException {
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
    return first.size() > left ? Optional.empty() : same(0, first.size());
  }

  private Optional<Boolean> segments(List<ProgramHeader> loads) throws IOException {
    for (ProgramHeader load : loads) {
      long end = load.offset() + load.fileBytes();
      if (load.offset() < 0 || load.fileBytes() < 0 || end < 0 || load.fileBytes() > left) {
        return Optional.empty();
      }
      if (end > Math.min(first.size(), second.size())) {
        return Optional.empty();
      }
      Optional<Boolean> same = same(load.offset(), end);
      if (same.isEmpty() || !same.get()) {
        return same;
      }
    }
    return Optional.of(true);
  }

  /// @return empty if one of the files was cut meanwhile
  private Optional<Boolean> same(long start, long end) throws IOException {
    for (long at = start; at < end; at += PART) {
      byte[] part = new byte[(int) Math.min(PART, end - at)];
      byte[] other = new byte[part.length];
      if (first.read(at, part) < part.length || second.read(at, other) < other.length) {
        return Optional.empty();
      }
      left -= part.length;
      if (at == 0 && isElf(part) && isElf(other)) {
        forgetSections(part);
        forgetSections(other);
      }
      if (!Arrays.equals(part, other)) {
        return Optional.of(false);
      }
    }
    return Optional.of(true);
  }

  private static boolean isElf(byte[] beginning) {
    return beginning.length > 4
        && beginning[0] == 0x7f
        && beginning[1] == 'E'
        && beginning[2] == 'L'
        && beginning[3] == 'F';
  }

  /// Clears the position and number of the section headers in the header: they are not loaded into
  /// memory, and `strip` changes them.
  private static void forgetSections(byte[] beginning) {
    boolean wide = beginning[4] == 2;
    clear(beginning, wide ? 40 : 32, wide ? 48 : 36);
    clear(beginning, wide ? 58 : 46, wide ? 64 : 52);
  }

  private static void clear(byte[] bytes, int from, int to) {
    if (bytes.length >= to) {
      Arrays.fill(bytes, from, to, (byte) 0);
    }
  }
}
