package dev.vmascope.access.rule;

/// The outcome of an access.
public sealed interface Ending {
  /// An access that succeeds, perhaps after a page fault that the kernel serves.
  record Allowed(Fault fault) implements Ending {}

  /// A SIGSEGV for the thread.
  ///
  /// @param signalAddress the value of `si_addr`; 0 with `SI_KERNEL`
  record Segv(SignalCode code, long signalAddress) implements Ending {}

  /// A SIGBUS for the thread.
  ///
  /// @param signalAddress the value of `si_addr`; 0 with `SI_KERNEL`
  record Bus(SignalCode code, long signalAddress) implements Ending {}

  /// A wait, until the owner of the mapping's userfaultfd lets the thread go on.
  record Waits() implements Ending {}

  /// An unknown outcome.
  ///
  /// @param likely the most frequent outcome; never unknown itself
  record Unknown(Ending likely) implements Ending {
    public Unknown {
      if (likely instanceof Unknown) {
        throw new IllegalArgumentException("expected an ending that says something");
      }
    }
  }
}
