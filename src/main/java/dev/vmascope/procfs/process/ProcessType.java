package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessStat;

/// The kinds of processes, by the state of their address space.
public enum ProcessType {
  /// A process with an address space.
  USER("user"),
  /// A thread of the kernel: it has none and borrows that of the process that ran before it.
  KERNEL_THREAD("kernel-thread"),
  /// A process that has ended and given its address space back; only its exit status is left.
  ZOMBIE("zombie");

  private final String word;

  ProcessType(String word) {
    this.word = word;
  }

  static ProcessType of(ProcessStat stat) {
    if (stat.isKernelThread()) {
      return KERNEL_THREAD;
    }
    // A first thread that has ended while others live leaves the memory to them.
    return stat.isZombie() && stat.threads() < 2 ? ZOMBIE : USER;
  }

  @Override
  public String toString() {
    return word;
  }
}
