package dev.vmascope.diff;

import java.util.Locale;

/// A system call, or another act of a process, that often causes a change. A guess: listings show
/// states, and several acts lead to the same state.
public enum LikelyCall {
  MMAP,
  MUNMAP,
  MREMAP,
  MPROTECT,
  BRK,
  /// A page fault below the stack, which the kernel answers with a larger stack.
  STACK_GROWTH,
  /// A thread that was started.
  THREAD,
  /// `madvise`, or another call that only marks memory.
  MADVISE,
  /// `prctl(PR_SET_VMA_ANON_NAME)`.
  PRCTL,
  /// A file that was deleted.
  UNLINK,
  /// A file that was renamed.
  RENAME;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}
