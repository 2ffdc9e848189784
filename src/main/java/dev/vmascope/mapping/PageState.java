package dev.vmascope.mapping;

import java.util.Locale;

/// The state of a page that a process has. Pages that it does not have (never touched, or given
/// back) have no state.
public enum PageState {
  /// In memory.
  PRESENT,
  /// Not in memory, but with an entry in the page table: swapped out, in migration, or poisoned by
  /// the hardware. The kernel gives all of them the same bit.
  SWAPPED,
  /// A guard (`MADV_GUARD_INSTALL`, Linux 6.13): touching it ends in SIGSEGV, whatever the
  /// permissions of the mapping say.
  GUARD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
