package dev.vmascope.fault;

import dev.vmascope.mapping.KernelText;

/// Something that ended a process, or one of its threads at least.
public sealed interface KernelEvent extends LogMessage permits Trap, OomKill {
  /// The name that the line gives: of a thread for a trap, of a process for an OOM kill. Its owner
  /// chooses it.
  KernelText name();

  /// Whether it is a segmentation fault: a `SIGSEGV`.
  boolean isSegfault();
}
