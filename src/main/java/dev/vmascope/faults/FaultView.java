package dev.vmascope.faults;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.kernellog.CauseRules;
import dev.vmascope.kernellog.FaultCode;
import dev.vmascope.kernellog.KernelEvent;
import dev.vmascope.kernellog.NextSteps;
import dev.vmascope.kernellog.OomKill;
import dev.vmascope.kernellog.Trap;
import dev.vmascope.kernellog.history.LoggedFault;
import dev.vmascope.kernellog.line.LogLine;
import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A segmentation fault, bus error or OOM kill, as clients see it.
@Schema(name = "Fault")
record FaultView(
    @Schema(description = "Time when it was logged; absent for pasted lines") @Nullable Instant at,
    @WideOnly
        @Schema(
            description =
                "Whether it was in the log already when the service first read it; such faults do not count in"
                    + " segfaults and oomKills. Absent for pasted lines")
        @Nullable Boolean beforeStart,
    @Schema(
            description = "Kind of the fault",
            allowableValues = {
              "segfault",
              "general-protection",
              "stack-segment",
              "vsyscall",
              "control-protection",
              "invalid-opcode",
              "divide-error",
              "breakpoint",
              "overflow",
              "bounds",
              "segment-not-present",
              "invalid-tss",
              "alignment",
              "bad-return",
              "external-abort",
              "page-tables",
              "bad-frame",
              "fatal-signal",
              "oom-kill"
            })
        String kind,
    @WideOnly @Schema(description = "Signal that the fault causes", example = "SIGSEGV")
        String signal,
    @WideOnly @Schema(description = "Code of the signal; absent if unknown", example = "SI_KERNEL")
        @Nullable String siCode,
    @Schema(description = "Name of the thread; of an OOM kill, of the process") String name,
    @Schema(description = "Id of the thread, in the first pid namespace; absent for an OOM kill")
        @Nullable Integer tid,
    @Schema(description = "Id of the process; absent where only that of the thread is logged")
        @Nullable Integer pid,
    @Schema(description = "Most likely cause; absent for an OOM kill", example = "null-pointer")
        @Nullable String cause,
    @WideOnly @Schema(description = "Type of the access; absent if it is not known")
        @Nullable AccessType access,
    @WideOnly
        @Schema(
            description =
                "Address of the access; absent if the kernel gives none, and without the scope maps:addresses",
            example = "0x10")
        @Nullable String address,
    @WideOnly @Schema(description = "Instruction pointer; absent for the same reasons as address")
        @Nullable String ip,
    @WideOnly @Schema(description = "Stack pointer; absent for the same reasons as address")
        @Nullable String sp,
    @WideOnly
        @Schema(
            description =
                "Error code of the processor, hexadecimal: the error code of x86, or the syndrome register of arm64",
            example = "0x6")
        @Nullable String errorCode,
    @WideOnly @Schema(description = "Meaning of the bits of errorCode")
        @Nullable List<String> errorWords,
    @Schema(description = "File that contains the instruction; absent if there is none")
        @Nullable FaultObjectView object,
    @WideOnly
        @Schema(
            description =
                "Code around the instruction in <> (x86) or () (arm64); absent for the same reasons as address")
        @Nullable String code,
    @Schema(description = "Memory that an OOM kill freed, or was to free") @Nullable OomView memory,
    @WideOnly @Schema(description = "Explanation of the fault, in words") String explanation,
    @WideOnly
        @Schema(
            description =
                "Commands that show more, for the machine with the program. FILE stands for a name that is unsafe"
                    + " in a shell; commands with absolute addresses need the scope maps:addresses")
        @Nullable List<String> nextSteps,
    @WideOnly
        @Schema(
            description =
                "Line of the log, with unprintable characters replaced; absent without the scope maps:addresses")
        @Nullable String line) {
  private static final int LONGEST_LINE = 1_024;

  /// The memory of a process that the OOM killer killed.
  @Schema(name = "OomKill")
  record OomView(
      @WideOnly
          @Schema(
              description =
                  "Whether a control group was at its limit; if not, the machine or some of its memory nodes ran"
                      + " out of memory. Absent if the line does not tell")
          @Nullable Boolean ofCgroup,
      @WideOnly
          @Schema(
              description =
                  "Constraint under which memory ran out; none for the whole machine. Absent if the lines lack it",
              allowableValues = {"none", "cpuset", "memory-policy", "cgroup"})
          @Nullable String constraint,
      @WideOnly
          @Schema(
              description =
                  "Whether a process was killed; false if it was ending already. Absent if the lines only show"
                      + " which process was chosen")
          @Nullable Boolean killed,
      @Schema(description = "Control group of the process") @Nullable String cgroup,
      @WideOnly
          @Schema(
              description =
                  "Control group that was at its limit: that of the process, or one above it")
          @Nullable String limitedCgroup,
      @WideOnly
          @Schema(description = "Usage of that group; absent without the report before the kill")
          @Nullable Long cgroupUsageBytes,
      @WideOnly @Schema(description = "Limit of that group; absent without that report")
          @Nullable Long cgroupLimitBytes,
      @WideOnly
          @Schema(
              description =
                  "Memory nodes that a cpuset or a memory policy allowed; absent without one",
              example = "0,2-3")
          @Nullable String nodes,
      @WideOnly @Nullable Long virtualBytes,
      @Nullable Long anonymousBytes,
      @WideOnly @Nullable Long fileBytes,
      @WideOnly @Nullable Long sharedMemoryBytes) {
    static OomView of(OomKill kill) {
      OomKill.Sizes sizes = kill.sizes().orElse(null);
      return new OomView(
          kill.ofCgroup().orElse(null),
          kill.constraint().orElse(null),
          kill.isKilled().orElse(null),
          kill.cgroup().map(path -> path.printable(LONGEST_LINE)).orElse(null),
          kill.limitedCgroup().map(path -> path.printable(LONGEST_LINE)).orElse(null),
          JsonOptional.of(kill.cgroupUsageBytes()),
          JsonOptional.of(kill.cgroupLimitBytes()),
          kill.nodes().orElse(null),
          sizes == null ? null : sizes.virtualBytes(),
          sizes == null ? null : sizes.anonymousBytes(),
          sizes == null ? null : sizes.fileBytes(),
          sizes == null ? null : JsonOptional.of(sizes.sharedMemoryBytes()));
    }
  }

  /// The view of a fault.
  ///
  /// @param addresses whether the response may have absolute addresses
  static FaultView of(LoggedFault fault, boolean addresses) {
    boolean pasted = fault.line().sequence().isEmpty() || fault.at().isEmpty();
    return switch (fault.event()) {
      case Trap trap -> ofTrap(fault, trap, pasted, addresses);
      case OomKill kill -> ofKill(fault, kill, pasted, addresses);
    };
  }

  private static FaultView ofTrap(LoggedFault fault, Trap trap, boolean pasted, boolean addresses) {
    return new FaultView(
        fault.at().orElse(null),
        pasted ? null : fault.beforeStart(),
        trap.kind().toString(),
        trap.kind().signal(),
        trap.siCode().orElse(null),
        trap.name().name(),
        trap.tid(),
        null,
        CauseRules.of(trap).toString(),
        trap.access().orElse(null),
        print(trap.address(), addresses),
        print(trap.ip(), addresses),
        print(trap.sp(), addresses),
        trap.code().map(code -> Address.print(code.bits())).orElse(null),
        trap.code().map(FaultCode::words).orElse(null),
        trap.object().map(object -> FaultObjectView.of(object, trap.ip(), addresses)).orElse(null),
        trap.bytes()
            .filter(bytes -> addresses && bytes.isReadable())
            .map(bytes -> bytes.text())
            .orElse(null),
        null,
        CauseRules.of(trap).explanation(),
        nextSteps(trap, addresses),
        line(fault.line(), addresses).orElse(null));
  }

  private static FaultView ofKill(
      LoggedFault fault, OomKill kill, boolean pasted, boolean addresses) {
    return new FaultView(
        fault.at().orElse(null),
        pasted ? null : fault.beforeStart(),
        "oom-kill",
        "SIGKILL",
        null,
        kill.name().name(),
        null,
        kill.pid(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        OomView.of(kill),
        kill.explanation(),
        nextSteps(kill, addresses),
        line(fault.line(), addresses).orElse(null));
  }

  private static @Nullable List<String> nextSteps(KernelEvent event, boolean addresses) {
    List<String> steps = NextSteps.of(event, addresses);
    return steps.isEmpty() ? null : steps;
  }

  private static Optional<String> line(LogLine line, boolean addresses) {
    return addresses
        ? Optional.of(new RawText(line.text()).printable(LONGEST_LINE))
        : Optional.empty();
  }

  private static @Nullable String print(OptionalLong address, boolean shown) {
    return address.isPresent() && shown ? Address.print(address.getAsLong()) : null;
  }
}
