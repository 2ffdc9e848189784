package dev.vmascope.access.rule;

/// The outcome of an access, and the reason for it in plain words.
record Reason(AccessOutcome ending, String explanation) {
  static Reason segv(SignalCode code, long address, String why) {
    return new Reason(new AccessOutcome.Segv(code, address), why);
  }

  static Reason allowed(PageFaultKind fault, String why) {
    return new Reason(new AccessOutcome.Allowed(fault), why);
  }

  static Reason unknown(AccessOutcome likely, String why) {
    return new Reason(new AccessOutcome.Unknown(likely), why);
  }
}
