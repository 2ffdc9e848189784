package dev.vmascope.access.rule;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.AddressSpaceLayout;

/// Verdicts as lines of text, on machines of a test.
final class PrintedVerdict {
  static final AccessPlatform X86 = machine(AddressSpaceLayout.x86(4), false, false, true);

  private PrintedVerdict() {}

  static AccessPlatform machine(
      AddressSpaceLayout layout, boolean keys, boolean shadowStacks, boolean guards) {
    return new AccessPlatform(
        layout, keys, shadowStacks, guards, 256, AccessPlatform.USUAL_LOWEST_ADDRESS, false);
  }

  static String judge(KnownFacts facts, long address, AccessType type) {
    return judge(X86, facts, address, type, 1);
  }

  static String judge(
      AccessPlatform machine, KnownFacts facts, long address, AccessType type, int size) {
    return print(new AccessRules(machine).judge(address, type, size, facts).ending());
  }

  static String print(AccessOutcome ending) {
    return switch (ending) {
      case AccessOutcome.Allowed(PageFaultKind fault) -> "allowed " + fault;
      case AccessOutcome.Segv(SignalCode code, long at) ->
          "SIGSEGV " + code + " " + Long.toHexString(at);
      case AccessOutcome.Bus(SignalCode code, long at) ->
          "SIGBUS " + code + " " + Long.toHexString(at);
      case AccessOutcome.Waits _ -> "waits";
      case AccessOutcome.Unknown(AccessOutcome likely) -> "unknown, " + print(likely);
    };
  }
}
