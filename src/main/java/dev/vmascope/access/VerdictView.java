package dev.vmascope.access;

import dev.vmascope.access.rule.AccessOutcome;
import dev.vmascope.access.rule.AccessVerdict;
import dev.vmascope.access.rule.PageFaultKind;
import dev.vmascope.access.rule.SignalCode;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.PageEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outcome of an access, as clients see it.
record VerdictView(
    @Schema(
            description = "Outcome of the access; unknown: see explanation and likely",
            allowableValues = {"allowed", "SIGSEGV", "SIGBUS", "waits", "unknown"})
        String outcome,
    @Schema(description = "si_code of the signal; absent without one") @Nullable SignalCode code,
    @Schema(
            description = "si_addr of the signal; 0x0 with SI_KERNEL; absent without a signal",
            example = "0x10")
        @Nullable String signalAddress,
    @Schema(
            description =
                "Work of the kernel before an allowed access continues; absent for other outcomes")
        @Nullable PageFaultKind fault,
    @Schema(description = "Most frequent outcome, if outcome is unknown")
        @Nullable LikelyView likely,
    @Schema(description = "State of the page, if it was read") @Nullable PageStateView page,
    @Schema(description = "Reason for the outcome, in words") String explanation,
    @Schema(description = "Assumptions about what could not be read") List<String> assumes) {

  /// The probable outcome of an access.
  @Schema(name = "LikelyEnd")
  record LikelyView(
      @Schema(
              description = "Outcome of the access",
              allowableValues = {"allowed", "SIGSEGV", "SIGBUS", "waits"})
          String outcome,
      @Schema(description = "si_code of the signal", implementation = String.class)
          @Nullable SignalCode code) {}

  /// The state of a page.
  @Schema(name = "PageState")
  record PageStateView(
      @Schema(
              description =
                  "State of the page; absent: never touched or given back, so the kernel makes it when it is touched",
              allowableValues = {"present", "swapped", "guard", "absent"})
          String state) {}

  static VerdictView of(AccessVerdict verdict) {
    AccessOutcome ending = verdict.ending();
    AccessOutcome likely =
        ending instanceof AccessOutcome.Unknown(AccessOutcome probably) ? probably : null;
    return new VerdictView(
        outcome(ending),
        code(ending),
        signalAddress(ending),
        ending instanceof AccessOutcome.Allowed(PageFaultKind fault) ? fault : null,
        likely == null ? null : new LikelyView(outcome(likely), code(likely)),
        verdict.page().map(PageEntry::state).map(PageStateView::new).orElse(null),
        verdict.explanation(),
        verdict.assumes());
  }

  private static String outcome(AccessOutcome ending) {
    return switch (ending) {
      case AccessOutcome.Allowed _ -> "allowed";
      case AccessOutcome.Segv _ -> "SIGSEGV";
      case AccessOutcome.Bus _ -> "SIGBUS";
      case AccessOutcome.Waits _ -> "waits";
      case AccessOutcome.Unknown _ -> "unknown";
    };
  }

  private static @Nullable SignalCode code(AccessOutcome ending) {
    return switch (ending) {
      case AccessOutcome.Segv(SignalCode code, _) -> code;
      case AccessOutcome.Bus(SignalCode code, _) -> code;
      case AccessOutcome.Allowed _, AccessOutcome.Waits _, AccessOutcome.Unknown _ -> null;
    };
  }

  private static @Nullable String signalAddress(AccessOutcome ending) {
    return switch (ending) {
      case AccessOutcome.Segv(_, long address) -> Address.print(address);
      case AccessOutcome.Bus(_, long address) -> Address.print(address);
      case AccessOutcome.Allowed _, AccessOutcome.Waits _, AccessOutcome.Unknown _ -> null;
    };
  }
}
