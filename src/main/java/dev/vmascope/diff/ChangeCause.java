package dev.vmascope.diff;

import java.util.Locale;

/// The cause of a split or a merge, as far as two listings tell it.
public enum ChangeCause {
  /// A part of the mapping is gone.
  UNMAPPED,
  /// The mapping covers addresses that were free.
  FILLED,
  /// A part has, or had, other permissions.
  REPROTECTED,
  /// A part has, or had, another name: memory that was named by `prctl`.
  NAMED,
  /// None of these: the kernel separates mappings for reasons that `maps` does not show, such as
  /// `madvise`, `mbind`, `mlock` and `userfaultfd`.
  ADVISED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}
