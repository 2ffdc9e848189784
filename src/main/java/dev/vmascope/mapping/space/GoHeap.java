package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;

/// The heap of Go, recognized by its address. It begins at a fixed address and grows without gaps
/// (`runtime/malloc.go`, `arenaHint`, `sysAlloc`). Other memory may lie in that half of a tebibyte
/// by chance, but not from its very start.
final class GoHeap {
  /// The first address of the heap.
  static final long START = 0xc0_0000_0000L;

  /// The end of the search: the next hint lies beyond.
  private static final long LIMIT = 0x100_0000_0000L;

  private long end = START;

  /// Whether a mapping belongs to the heap; the mappings below must have been asked about one after
  /// another.
  boolean reaches(UnclassifiedMapping here) {
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

  /// Whether a mapping may belong to the heap, by its address alone.
  static boolean mayHave(Mapping mapping) {
    return mapping.range().start() >= START && mapping.range().end() <= LIMIT;
  }
}
