package dev.vmascope.access.rule;

import java.util.Locale;

/// The kind of page fault that the kernel serves before an allowed access goes on.
public enum PageFaultKind {
  /// No fault: the page is present.
  NONE,
  /// A page to be made, or read from its file.
  DEMAND,
  /// A shared page to be copied before the write.
  COPY_ON_WRITE,
  /// A page to be read back from swap.
  SWAP_IN,
  /// A stack to be enlarged downwards.
  STACK_GROWTH,
  /// Not known: the facts that can be read do not decide.
  UNKNOWN;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
