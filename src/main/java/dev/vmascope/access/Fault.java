package dev.vmascope.access;

import java.util.Locale;

/// What the kernel has to do before an access that is allowed goes on.
public enum Fault {
  /// Nothing: the page is there.
  NONE,
  /// Make the page, or read it from its file.
  DEMAND,
  /// Copy the page, which is shared until it is written.
  COPY_ON_WRITE,
  /// Bring the page back from swap.
  SWAP_IN,
  /// Enlarge the mapping downwards.
  STACK_GROWTH,
  /// It cannot be told from what can be read.
  UNKNOWN;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
