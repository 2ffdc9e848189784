package dev.vmascope.process;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.mapping.proc.OomScore;
import dev.vmascope.mapping.proc.ResourceLimit;
import dev.vmascope.mapping.proc.ResourceLimits;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.CgroupMemory;
import dev.vmascope.procfs.process.ProcessLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The memory limits of a process.
record LimitsView(
    @Nullable CgroupMemoryView cgroupMemory,
    @Schema(description = "Limit on the size of all mappings (RLIMIT_AS)")
        @Nullable LimitView addressSpace,
    @Schema(description = "Limit on writable private memory (RLIMIT_DATA)")
        @Nullable LimitView data,
    @Schema(description = "Limit on the stack of the first thread (RLIMIT_STACK)")
        @Nullable LimitView stack,
    @Schema(description = "Limit on memory locked in RAM (RLIMIT_MEMLOCK)")
        @Nullable LimitView lockedMemory,
    @Schema(
            description =
                "OOM score, 0 to 2000: the higher, the sooner the process is killed when memory runs out (oom_score)")
        @Nullable Integer oomScore,
    @Schema(
            description =
                "Configured part of oomScore, -1000 (never killed) to 1000 (oom_score_adj)")
        @Nullable Integer oomScoreAdj) {

  /// A resource limit of a process, in bytes.
  record LimitView(
      @Schema(description = "Limit in effect, in bytes; absent if unlimited")
          @Nullable Long softBytes,
      boolean softUnlimited,
      @Schema(
              description =
                  "Maximum to which the process can raise the soft limit, in bytes; absent if unlimited")
          @Nullable Long hardBytes,
      boolean hardUnlimited) {

    static LimitView of(ResourceLimit limit) {
      return new LimitView(
          JsonOptional.of(limit.soft()),
          limit.soft().isEmpty(),
          JsonOptional.of(limit.hard()),
          limit.hard().isEmpty());
    }
  }

  /// The memory limit and usage of its control group.
  record CgroupMemoryView(
      @Schema(
              description =
                  "Smallest memory limit of its control group and those above it, as far as the service sees"
                      + " them; absent if unlimited")
          @Nullable Long limitBytes,
      @Schema(description = "Whether none of these control groups has a limit") boolean unlimited,
      @Schema(
              description =
                  "Memory usage of its control group, including page cache and all its processes")
          @Nullable Long usageBytes,
      @Schema(
              description =
                  "Memory that the group can still use before it, or one above it, reaches its limit; absent if"
                      + " unlimited")
          @Nullable Long leftBytes) {

    static CgroupMemoryView of(CgroupMemory.Known memory) {
      return new CgroupMemoryView(
          JsonOptional.of(memory.limitBytes()),
          memory.limitBytes().isEmpty(),
          JsonOptional.of(memory.usageBytes()),
          JsonOptional.of(memory.leftBytes()));
    }
  }

  /// The limits; `null` for a process to which none applies.
  static @Nullable LimitsView of(ProcessLimits limits) {
    if (limits.memory() instanceof Outcome.NotApplicable<CgroupMemory>) {
      return null;
    }
    Optional<CgroupMemory.Known> memory =
        limits
            .memory()
            .value()
            .filter(CgroupMemory.Known.class::isInstance)
            .map(CgroupMemory.Known.class::cast);
    return new LimitsView(
        memory.map(CgroupMemoryView::of).orElse(null),
        limit(limits, ResourceLimits::addressSpace),
        limit(limits, ResourceLimits::data),
        limit(limits, ResourceLimits::stack),
        limit(limits, ResourceLimits::lockedMemory),
        limits.oomScore().value().map(OomScore::value).orElse(null),
        limits.oomScoreAdj().value().map(OomScore::value).orElse(null));
  }

  private static @Nullable LimitView limit(
      ProcessLimits limits, Function<ResourceLimits, ResourceLimit> which) {
    return limits.resources().map(which).value().map(LimitView::of).orElse(null);
  }
}
