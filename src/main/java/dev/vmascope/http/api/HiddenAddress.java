package dev.vmascope.http.api;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The position of a mapping, for callers who may not see addresses.
///
/// @param ordinal the number of mappings below it
/// @param gapBelowBytes the size of the gap to the mapping below, in the coarse steps of [#coarse];
///   absent where it would reveal an address: below the first mapping, and below one in the
///   kernel's half
public record HiddenAddress(int ordinal, OptionalLong gapBelowBytes) {
  private static final long SMALLEST_SHOWN = 1L << 40;

  /// The position of a mapping.
  ///
  /// @param below the mapping below; `null` for the first
  public static HiddenAddress of(int ordinal, @Nullable Mapping below, Mapping mapping) {
    return above(
        ordinal,
        below == null ? OptionalLong.empty() : OptionalLong.of(below.range().end()),
        mapping);
  }

  /// The position of a mapping.
  ///
  /// @param belowEnd the end of the mapping below; empty for the first
  public static HiddenAddress above(int ordinal, OptionalLong belowEnd, Mapping mapping) {
    long start = mapping.range().start();
    return new HiddenAddress(
        ordinal,
        belowEnd.isEmpty() || start < 0
            ? OptionalLong.empty()
            : OptionalLong.of(coarse(start - belowEnd.getAsLong())));
  }

  /// A gap rounded down to a power of two; 0 below a tebibyte, also for no gap. Sizes are exact,
  /// and some mappings are known to lie at a multiple of 64 MiB, or of 4 GiB and more (a glibc
  /// arena, a V8 cage): a finer gap in between would reveal the low bits of the next address. The
  /// kernel shifts mappings by less than a tebibyte (`mmap_rnd_bits`), so a larger gap reveals only
  /// which area it is.
  public static long coarse(long gapBytes) {
    return gapBytes < SMALLEST_SHOWN ? 0 : Long.highestOneBit(gapBytes);
  }

  /// Whether the offset of a mapping reveals nothing about its address. That is so for an offset
  /// into an object; drivers may put anything there, some the address itself, and so does the
  /// kernel for a moved mapping of `/dev/zero`.
  public static boolean showsOffset(ClassifiedMapping listed) {
    long offset = listed.mapping().offset();
    boolean intoObject =
        switch (listed.backing().kind()) {
          case FILE, MEMFD, SYSV, SHARED_ANONYMOUS -> true;
          case HEAP, STACK, ANONYMOUS, HUGETLB, DEVICE, ANON_INODE, KERNEL, OTHER -> false;
        };
    return offset == 0 || (intoObject && offset != listed.mapping().range().start());
  }
}
