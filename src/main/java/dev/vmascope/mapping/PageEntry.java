package dev.vmascope.mapping;

/// One entry of `/proc/<pid>/pagemap` (`Documentation/admin-guide/mm/pagemap.rst`), without the
/// number of the page frame or the place in swap.
///
/// @param bits the flags of the entry; all else is dropped
public record PageEntry(long bits) {
  private static final long EXCLUSIVE = 1L << 56;
  private static final long WRITE_PROTECTED = 1L << 57;
  private static final long GUARD = 1L << 58;
  private static final long FILE = 1L << 61;
  private static final long SWAPPED = 1L << 62;
  private static final long PRESENT = 1L << 63;

  /// A page that was never touched, or given back.
  public static final PageEntry ABSENT = new PageEntry(0);

  /// A page in memory.
  public static final PageEntry IN_MEMORY = new PageEntry(PRESENT);

  public PageEntry {
    bits &= EXCLUSIVE | WRITE_PROTECTED | GUARD | FILE | SWAPPED | PRESENT;
  }

  /// Whether the page is in memory and in the page table.
  public boolean present() {
    return (bits & PRESENT) != 0;
  }

  /// Whether something stands for the page: it is swapped out, moves in memory, or is poisoned.
  /// Kernels that do not tell guards give them this bit.
  public boolean swapped() {
    return (bits & SWAPPED) != 0 && !guard();
  }

  /// Whether it is a guard (`MADV_GUARD_INSTALL`); told since Linux 6.15.
  public boolean guard() {
    return (bits & GUARD) != 0;
  }

  /// Whether a userfaultfd has it write-protected; told since Linux 5.14.
  public boolean writeProtected() {
    return (bits & WRITE_PROTECTED) != 0;
  }

  /// Whether it is a page of a file, or of memory that can be shared.
  public boolean ofFile() {
    return (bits & FILE) != 0;
  }

  /// Whether nobody else maps it.
  public boolean exclusive() {
    return (bits & EXCLUSIVE) != 0;
  }

  /// Where the page is, in the words of clients: `present`, `swapped`, `guard` or `absent`.
  public String state() {
    if (guard()) {
      return PageState.GUARD.toString();
    }
    if (present()) {
      return PageState.PRESENT.toString();
    }
    return swapped() ? PageState.SWAPPED.toString() : "absent";
  }
}
