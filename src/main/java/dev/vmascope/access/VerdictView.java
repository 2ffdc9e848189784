package dev.vmascope.access;

import dev.vmascope.access.rule.AccessVerdict;
import dev.vmascope.access.rule.Ending;
import dev.vmascope.access.rule.Fault;
import dev.vmascope.access.rule.SignalCode;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.PageEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outcome of an access, as clients see it.
record VerdictView(
    @Schema(
            description = "How the access ends; unknown: see explanation and likely",
            allowableValues = {"allowed", "SIGSEGV", "SIGBUS", "waits", "unknown"})
        String outcome,
    @Schema(
            description = "si_code of the signal; absent without one",
            allowableValues = {
              "SEGV_MAPERR",
              "SEGV_ACCERR",
              "SEGV_PKUERR",
              "BUS_ADRERR",
              "BUS_MCEERR_AR",
              "SI_KERNEL"
            })
        @Nullable String code,
    @Schema(
            description = "si_addr of the signal; 0x0 with SI_KERNEL; absent without a signal",
            example = "0x10")
        @Nullable String signalAddress,
    @Schema(
            description =
                "What the kernel has to do before an access that is allowed goes on; absent for others",
            allowableValues = {
              "none",
              "demand",
              "copy-on-write",
              "swap-in",
              "stack-growth",
              "unknown"
            })
        @Nullable String fault,
    @Schema(description = "How an access whose end cannot be told ends most of the time")
        @Nullable LikelyView likely,
    @Schema(description = "The page, if its state was looked at") @Nullable PageStateView page,
    @Schema(description = "Why, in plain words") String explanation,
    @Schema(description = "What could not be read, and is taken to be so") List<String> assumes) {

  /// The probable outcome of an access.
  @Schema(name = "LikelyEnd")
  record LikelyView(
      @Schema(
              description = "How it ends",
              allowableValues = {"allowed", "SIGSEGV", "SIGBUS", "waits"})
          String outcome,
      @Schema(description = "si_code of the signal") @Nullable String code) {}

  /// The state of a page.
  @Schema(name = "PageState")
  record PageStateView(
      @Schema(
              description =
                  "Where the page is; absent: never touched, or given back, and made when it is touched",
              allowableValues = {"present", "swapped", "guard", "absent"})
          String state) {}

  static VerdictView of(AccessVerdict verdict) {
    Ending ending = verdict.ending();
    Ending likely = ending instanceof Ending.Unknown(Ending probably) ? probably : null;
    return new VerdictView(
        outcome(ending),
        code(ending),
        signalAddress(ending),
        ending instanceof Ending.Allowed(Fault fault) ? fault.toString() : null,
        likely == null ? null : new LikelyView(outcome(likely), code(likely)),
        verdict.page().map(PageEntry::state).map(PageStateView::new).orElse(null),
        verdict.explanation(),
        verdict.assumes());
  }

  private static String outcome(Ending ending) {
    return switch (ending) {
      case Ending.Allowed _ -> "allowed";
      case Ending.Segv _ -> "SIGSEGV";
      case Ending.Bus _ -> "SIGBUS";
      case Ending.Waits _ -> "waits";
      case Ending.Unknown _ -> "unknown";
    };
  }

  private static @Nullable String code(Ending ending) {
    return switch (ending) {
      case Ending.Segv(SignalCode code, _) -> code.toString();
      case Ending.Bus(SignalCode code, _) -> code.toString();
      case Ending.Allowed _, Ending.Waits _, Ending.Unknown _ -> null;
    };
  }

  private static @Nullable String signalAddress(Ending ending) {
    return switch (ending) {
      case Ending.Segv(_, long address) -> Address.print(address);
      case Ending.Bus(_, long address) -> Address.print(address);
      case Ending.Allowed _, Ending.Waits _, Ending.Unknown _ -> null;
    };
  }
}
