package dev.vmascope.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The flags of a mapping, named by two letters each in `VmFlags` of `smaps`. Sources:
/// `show_smap_vma_flags`, `fs/proc/task_mmu.c`; `Documentation/filesystems/proc.rst`. Flags of
/// older kernels are included.
public enum VmFlag {
  READABLE("rd"),
  WRITABLE("wr"),
  EXECUTABLE("ex"),
  SHARED("sh"),
  MAY_READ("mr"),
  MAY_WRITE("mw"),
  MAY_EXECUTE("me"),
  MAY_SHARE("ms"),
  /// The stack: grows when an address below it is touched.
  GROWS_DOWN("gd"),
  /// Page frames without `struct page`, such as device memory.
  PURE_PFN("pf"),
  /// Until Linux 6.16.
  DENY_WRITE("dw"),
  LOCKED("lo"),
  MEMORY_MAPPED_IO("io"),
  SEQUENTIAL_READ_ADVISED("sr"),
  RANDOM_READ_ADVISED("rr"),
  DO_NOT_COPY_ON_FORK("dc"),
  DO_NOT_EXPAND("de"),
  ACCOUNTABLE("ac"),
  NO_SWAP_RESERVE("nr"),
  HUGETLB("ht"),
  /// Until Linux 4.0.
  NON_LINEAR("nl"),
  SYNCHRONOUS_FAULT("sf"),
  ARCHITECTURE_SPECIFIC("ar"),
  WIPE_ON_FORK("wf"),
  DO_NOT_DUMP("dd"),
  SOFT_DIRTY("sd"),
  MIXED_MAP("mm"),
  HUGE_PAGE_ADVISED("hg"),
  NO_HUGE_PAGE_ADVISED("nh"),
  MERGEABLE("mg"),
  /// x86 MPX, until Linux 5.5.
  BOUNDS_TABLE("mp"),
  /// arm64 BTI.
  BRANCH_TARGET_GUARDED("bt"),
  /// arm64 MTE.
  MEMORY_TAGGING("mt"),
  USERFAULTFD_MISSING("um"),
  USERFAULTFD_WRITE_PROTECT("uw"),
  USERFAULTFD_MINOR("ui"),
  USERFAULTFD_READ_WRITE_PROTECT("ur"),
  SHADOW_STACK("ss"),
  /// `mseal(2)`.
  SEALED("sl"),
  LOCK_ON_FAULT("lf"),
  DROPPABLE("dp"),
  /// May have guard regions (`MADV_GUARD_INSTALL`): pages that fault although the permissions
  /// allow.
  MAY_HAVE_GUARDS("gu"),
  /// A bit for which the kernel has no letters.
  UNNAMED("??");

  private final String code;
  private final String word;

  VmFlag(String code) {
    this.code = code;
    word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The flag with these two letters, if it is known.
  static Optional<VmFlag> ofCode(String code) {
    return Arrays.stream(values()).filter(flag -> flag.code.equals(code)).findFirst();
  }

  /// The kernel's two letters.
  public String code() {
    return code;
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return word;
  }
}
