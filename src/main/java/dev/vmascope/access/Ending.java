package dev.vmascope.access;

/// How an access ends.
public sealed interface Ending {
  /// It goes on, as far as a thread can tell: maybe after a fault that the kernel serves.
  record Allowed(Fault fault) implements Ending {}

  /// The thread gets SIGSEGV.
  ///
  /// @param signalAddress what `si_addr` will be; 0 with `SI_KERNEL`
  record Segv(SignalCode code, long signalAddress) implements Ending {}

  /// The thread gets SIGBUS.
  ///
  /// @param signalAddress what `si_addr` will be; 0 with `SI_KERNEL`
  record Bus(SignalCode code, long signalAddress) implements Ending {}

  /// The thread waits until whoever has the userfaultfd of the mapping lets it go on.
  record Waits() implements Ending {}

  /// It cannot be told.
  ///
  /// @param likely how it ends most of the time; never unknown itself
  record Unknown(Ending likely) implements Ending {
    public Unknown {
      if (likely instanceof Unknown) {
        throw new IllegalArgumentException("expected an ending that says something");
      }
    }
  }
}
