package dev.vmascope.access.rule;

/// The outcome of an access, and the reason for it in plain words.
record Reason(Ending ending, String explanation) {
  static Reason segv(SignalCode code, long address, String why) {
    return new Reason(new Ending.Segv(code, address), why);
  }

  static Reason allowed(Fault fault, String why) {
    return new Reason(new Ending.Allowed(fault), why);
  }

  static Reason unknown(Ending likely, String why) {
    return new Reason(new Ending.Unknown(likely), why);
  }
}
