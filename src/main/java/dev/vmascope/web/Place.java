package dev.vmascope.web;

import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.Mapping;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where a mapping lies, for those who may not see addresses.
///
/// @param ordinal how many mappings lie below it
/// @param gapBelowBytes how much lies unmapped between it and the one below, as the largest power
///   of two that is not more; absent where it would give an address away: below the first mapping,
///   and below one in the kernel's half
record Place(int ordinal, OptionalLong gapBelowBytes) {
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

  /// A gap in coarse steps.
  static long coarse(long gapBytes) {
    return Long.highestOneBit(gapBytes);
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
