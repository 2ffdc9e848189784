package dev.vmascope.access;

/// Why a signal came: `si_code` of `siginfo_t` (`include/uapi/asm-generic/siginfo.h`), with the
/// signal that it belongs to. `SI_KERNEL` comes with either signal.
public enum SignalCode {
  /// Nothing is mapped there, or a guard is.
  SEGV_MAPERR,
  /// The mapping does not permit it.
  SEGV_ACCERR,
  /// A memory protection key does not permit it.
  SEGV_PKUERR,
  /// The mapping has no page there: past the end of the file, or no room for one.
  BUS_ADRERR,
  /// The hardware has poisoned memory there.
  BUS_MCEERR_AR,
  /// The processor refused it before there was a fault address.
  SI_KERNEL
}
