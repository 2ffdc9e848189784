package dev.vmascope.kernellog;

import dev.vmascope.mapping.text.RawText;

/// An event that ended a process, or at least one of its threads.
public sealed interface KernelEvent extends LogMessage permits Trap, OomKill {
  /// The name in the line: of a thread for a trap, of a process for an OOM kill. Its owner chooses
  /// it.
  RawText name();

  /// Whether it is a segmentation fault: a `SIGSEGV`.
  boolean isSegfault();
}
