package dev.vmascope.access.rule;

/// The reason for a signal: `si_code` of `siginfo_t`, with the signal it belongs to. Source:
/// `include/uapi/asm-generic/siginfo.h`. `SI_KERNEL` comes with either signal.
public enum SignalCode {
  /// No mapping at the address, or a guard.
  SEGV_MAPERR,
  /// No permission of the mapping.
  SEGV_ACCERR,
  /// No permission of the memory protection key.
  SEGV_PKUERR,
  /// No page of the mapping: past the end of the file, or no room for one.
  BUS_ADRERR,
  /// Memory that the hardware has poisoned.
  BUS_MCEERR_AR,
  /// A refusal by the processor before there was a fault address.
  SI_KERNEL
}
