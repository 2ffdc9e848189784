package dev.vmascope.web;

import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.Mapping;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where a mapping lies, for those who may not see addresses.
///
/// @param ordinal how many mappings lie below it
/// @param gapBelowBytes how much lies unmapped between it and the one below, in the coarse steps of
///   [#coarse]; absent where it would give an address away: below the first mapping, and below one
///   in the kernel's half
record Place(int ordinal, OptionalLong gapBelowBytes) {
  private static final long SMALLEST_TOLD = 1L << 40;

  /// The place of a mapping.
  ///
  /// @param below the one before it; `null` for the first
  static Place of(int ordinal, @Nullable Mapping below, Mapping mapping) {
    long start = mapping.range().start();
    return new Place(
        ordinal,
        below == null || start < 0
            ? OptionalLong.empty()
            : OptionalLong.of(coarse(start - below.range().end())));
  }

  /// A gap as the largest power of two that is not more; 0 for less than a tebibyte, none at all
  /// among it. Sizes are exact, and what lies at a multiple of 64 MiB, or of 4 GiB and more, can be
  /// told from what it is (a glibc arena, a cage of V8): with a finer gap between, the low bits of
  /// the next address were known. The kernel moves mappings by less than a tebibyte
  /// (`mmap_rnd_bits`), so that larger gaps say only which area it is.
  static long coarse(long gapBytes) {
    return gapBytes < SMALLEST_TOLD ? 0 : Long.highestOneBit(gapBytes);
  }

  /// Whether the offset of a mapping says nothing about where it lies. It does so where it is one
  /// into an object; drivers may put anything there, some the address itself, and so does the
  /// kernel for a moved mapping of `/dev/zero`.
  static boolean showsOffset(ListedMapping listed) {
    long offset = listed.mapping().offset();
    boolean intoObject =
        switch (listed.backing().kind()) {
          case FILE, MEMFD, SYSV, SHARED_ANONYMOUS -> true;
          case HEAP, STACK, ANONYMOUS, HUGETLB, DEVICE, ANON_INODE, KERNEL, OTHER -> false;
        };
    return offset == 0 || (intoObject && offset != listed.mapping().range().start());
  }
}
