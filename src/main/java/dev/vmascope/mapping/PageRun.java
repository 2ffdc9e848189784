package dev.vmascope.mapping;

/// A run of pages with the same categories.
///
/// @param categories bits of `struct page_region` (`include/uapi/linux/fs.h`); those without a name
///   here are dropped
public record PageRun(AddressRange range, long categories) {
  /// `PAGE_IS_FILE`: of a file, or of memory that can be shared.
  public static final long FILE = 1 << 2;

  /// `PAGE_IS_PRESENT`.
  public static final long PRESENT = 1 << 3;

  /// `PAGE_IS_SWAPPED`.
  public static final long SWAPPED = 1 << 4;

  /// `PAGE_IS_PFNZERO`: the page of zeros that all processes share.
  public static final long ZERO = 1 << 5;

  /// `PAGE_IS_HUGE`: mapped by an entry of a higher level of the page table (transparent huge
  /// pages, hugetlbfs).
  public static final long HUGE = 1 << 6;

  /// `PAGE_IS_GUARD`.
  public static final long GUARD = 1 << 8;

  private static final long KNOWN = FILE | PRESENT | SWAPPED | ZERO | HUGE | GUARD;

  /// The kernel sets the bits of a swapped page for a guard as well, since a guard is kept in the
  /// place of a swap entry.
  public PageRun {
    categories = (categories & GUARD) == 0 ? categories & KNOWN : GUARD;
    if (!isPage(categories)) {
      throw new IllegalArgumentException(
          "expected pages that are present, swapped or guards, got 0x"
              + Long.toHexString(categories));
    }
  }

  /// Whether these bits are those of pages that are not absent.
  public static boolean isPage(long categories) {
    return (categories & (PRESENT | SWAPPED | GUARD)) != 0;
  }

  /// The state of the pages.
  public PageState state() {
    if (is(GUARD)) {
      return PageState.GUARD;
    }
    return is(PRESENT) ? PageState.PRESENT : PageState.SWAPPED;
  }

  /// Whether the kernel has set this bit.
  public boolean is(long category) {
    return (categories & category) != 0;
  }
}
