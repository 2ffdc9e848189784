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
    @Schema(description = "When it was logged; absent for pasted lines") @Nullable Instant at,
    @WideOnly
        @Schema(
            description =
                "Whether the log held it already when it was first read; such ones do not count in segfaults and"
                    + " oomKills. Absent for pasted lines")
        @Nullable Boolean beforeStart,
    @Schema(
            description = "What happened",
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
    @Schema(description = "The signal", example = "SIGSEGV") String signal,
    @Schema(description = "The code of the signal, where it can be known", example = "SI_KERNEL")
        @Nullable String siCode,
    @Schema(description = "Name of the thread; of an OOM kill, of the process") String name,
    @Schema(description = "Id of the thread, in the first pid namespace; absent for an OOM kill")
        @Nullable Integer tid,
    @Schema(description = "Id of the process; absent where only that of the thread is logged")
        @Nullable Integer pid,
    @Schema(
            description = "What it most likely comes from; absent for an OOM kill",
            example = "null-pointer")
        @Nullable String cause,
    @Schema(
            description = "What was to be done with memory, where that is known",
            allowableValues = {"read", "write", "execute"})
        @Nullable String access,
    @Schema(
            description =
                "The address that was to be reached; absent where the kernel gives none, and without the scope"
                    + " maps:addresses",
            example = "0x10")
        @Nullable String address,
    @WideOnly @Schema(description = "The instruction pointer; absent as address is")
        @Nullable String ip,
    @WideOnly @Schema(description = "The stack pointer; absent as address is") @Nullable String sp,
    @WideOnly
        @Schema(
            description =
                "Why the processor stopped, hexadecimal: the error code of x86, or the syndrome register of arm64",
            example = "0x6")
        @Nullable String errorCode,
    @WideOnly @Schema(description = "What the bits of errorCode mean")
        @Nullable List<String> errorWords,
    @Schema(description = "The file that the instruction is of; absent if it is of none")
        @Nullable FaultObjectView object,
    @WideOnly
        @Schema(
            description =
                "Code around the instruction, which stands in <> (x86) or () (arm64); absent as address is")
        @Nullable String code,
    @Schema(description = "What an OOM kill freed, or should") @Nullable OomView memory,
    @WideOnly @Schema(description = "What that means, in plain words") String explanation,
    @WideOnly
        @Schema(
            description =
                "Commands that tell more, for the machine that has the program. FILE stands for a file whose name does not belong"
                    + " into a shell; one with an absolute address is absent as address is")
        @Nullable List<String> nextSteps,
    @WideOnly
        @Schema(
            description =
                "The line of the log, what is not printable replaced; absent without the scope maps:addresses")
        @Nullable String line) {
  private static final int LONGEST_LINE = 1_024;

  /// The memory of a process that the OOM killer killed.
  @Schema(name = "OomKill")
  record OomView(
      @WideOnly
          @Schema(
              description =
                  "Whether a control group was at its limit; if not, memory of the machine had run out, or that of some of its"
                      + " nodes. Absent where the line does not tell")
          @Nullable Boolean ofCgroup,
      @WideOnly
          @Schema(
              description =
                  "Whose memory had run out: none means that of the machine. Absent where the lines do not tell",
              allowableValues = {"none", "cpuset", "memory-policy", "cgroup"})
          @Nullable String constraint,
      @WideOnly
          @Schema(
              description =
                  "Whether a process was killed: false if it was ending already, absent where the lines tell of the choice"
                      + " alone")
          @Nullable Boolean killed,
      @Schema(description = "The control group of the process") @Nullable String cgroup,
      @WideOnly
          @Schema(
              description =
                  "The control group that was at its limit: that of the process, or one above it")
          @Nullable String limitedCgroup,
      @WideOnly
          @Schema(description = "What that group had, where the report before the kill is there")
          @Nullable Long cgroupUsageBytes,
      @WideOnly @Schema(description = "How much it may have; absent as above")
          @Nullable Long cgroupLimitBytes,
      @WideOnly
          @Schema(
              description = "The memory nodes that were allowed, where a cpuset or a policy did",
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
        trap.access().map(Object::toString).orElse(null),
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
