package dev.vmascope.access.rule;

/// The outcome of an access.
public sealed interface AccessOutcome {
  /// An access that succeeds, perhaps after a page fault that the kernel serves.
  record Allowed(PageFaultKind fault) implements AccessOutcome {}

  /// A SIGSEGV for the thread.
  ///
  /// @param signalAddress the value of `si_addr`; 0 with `SI_KERNEL`
  record Segv(SignalCode code, long signalAddress) implements AccessOutcome {}

  /// A SIGBUS for the thread.
  ///
  /// @param signalAddress the value of `si_addr`; 0 with `SI_KERNEL`
  record Bus(SignalCode code, long signalAddress) implements AccessOutcome {}

  /// A wait, until the owner of the mapping's userfaultfd lets the thread go on.
  record Waits() implements AccessOutcome {}

  /// An unknown outcome.
  ///
  /// @param likely the most frequent outcome; never unknown itself
  record Unknown(AccessOutcome likely) implements AccessOutcome {
    public Unknown {
      if (likely instanceof Unknown) {
        throw new IllegalArgumentException("expected an ending that says something");
      }
    }
  }
}
