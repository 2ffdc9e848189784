package dev.vmascope.mapping;

/// The heap of Go, told by its place: it begins at a fixed address and is enlarged without gaps
/// (`runtime/malloc.go`, `arenaHint`, `sysAlloc`). Others may have memory in that half of a
/// tebibyte by chance, but not from its very start on.
final class GoHeap {
  /// Where it begins.
  static final long START = 0xc0_0000_0000L;

  /// More than that is not looked for: the next hint lies beyond.
  private static final long LIMIT = 0x100_0000_0000L;

  private long end = START;

  /// Whether a mapping belongs to it, if those below have been asked about one after another.
  boolean reaches(Candidate here) {
    boolean more =
        here.start() == end
            && here.backing().kind() == MappingKind.ANONYMOUS
            && here.backing().path() == null
            && !here.permissions().shared()
            && here.end() <= LIMIT;
    if (more) {
      end = here.end();
    }
    return more;
  }

  /// Whether it may have a mapping, for all that its place tells.
  static boolean mayHave(Mapping mapping) {
    return mapping.range().start() >= START && mapping.range().end() <= LIMIT;
  }
}
