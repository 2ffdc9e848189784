package dev.vmascope.mapping;

/// An entry of `/proc/<pid>/pagemap` without page frame number and swap offset. Source:
/// `Documentation/admin-guide/mm/pagemap.rst`.
///
/// @param bits the flags of the entry; all other bits are dropped
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

  /// Whether the page is swapped out, in migration or poisoned. Kernels that do not report guards
  /// set this bit for them.
  public boolean swapped() {
    return (bits & SWAPPED) != 0 && !guard();
  }

  /// Whether it is a guard (`MADV_GUARD_INSTALL`); reported since Linux 6.15.
  public boolean guard() {
    return (bits & GUARD) != 0;
  }

  /// Whether a userfaultfd has it write-protected; reported since Linux 5.14.
  public boolean writeProtected() {
    return (bits & WRITE_PROTECTED) != 0;
  }

  /// Whether it is a page of a file, or of memory that can be shared.
  public boolean ofFile() {
    return (bits & FILE) != 0;
  }

  /// Whether no other process maps it.
  public boolean exclusive() {
    return (bits & EXCLUSIVE) != 0;
  }

  /// The state of the page, in the words of clients: `present`, `swapped`, `guard` or `absent`.
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
