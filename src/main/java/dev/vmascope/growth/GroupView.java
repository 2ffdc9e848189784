package dev.vmascope.growth;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.row.KnownShare;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.trend.Measure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A group of processes: sums over its members, and the growth of these sums. A sum that is unknown
/// for all members is absent.
@Schema(name = "Group")
record GroupView(
    @Schema(
            description =
                "Its name, by vmascope.groups, else that of its processes; other has all that have no place")
        String group,
    @Schema(description = "Live processes with memory") int processes,
    @Schema(description = "Processes with the verdict leaking") int leakSuspects,
    @Schema(description = "In memory; shared pages count once for each process")
        @Nullable Long residentBytes,
    @Schema(description = "Anonymous, in memory or swapped out") @Nullable Long privateBytes,
    @Schema(description = "Sum of the members' slopes of privateBytes over vmascope.growth.window")
        @Nullable Double privateGrowthPerSecond,
    @Schema(
            description =
                "Proportional set size; absent unless vmascope.sampling.rollup is on and it is known of each member")
        @Nullable Long proportionalBytes,
    @WideOnly @Schema(description = "Unique set size; likewise") @Nullable Long uniqueBytes,
    @Schema(description = "All mappings together") @Nullable Long virtualBytes,
    @WideOnly @Schema(description = "In memory, anonymous") @Nullable Long anonymousBytes,
    @WideOnly @Schema(description = "In memory, pages of files") @Nullable Long fileBytes,
    @WideOnly @Schema(description = "In memory, shared memory") @Nullable Long sharedMemoryBytes,
    @Schema(description = "Swapped out") @Nullable Long swapBytes,
    @WideOnly @Schema(description = "Page tables") @Nullable Long pageTableBytes,
    @WideOnly @Schema(description = "Writable private memory, without reservations")
        @Nullable Long dataBytes,
    @Schema(description = "The smallest memory limit of its members' control groups; absent: none")
        @Nullable Long memoryLimitBytes,
    @WideOnly @Schema(description = "Threads") @Nullable Long threads,
    @KnownShare("mappingsCoverage")
        @Schema(
            description =
                "Mappings, as they were when last read; of those members of whom they are known")
        @Nullable Long mappings,
    @WideOnly @Schema(description = "Share of the members whose mappings are known")
        double mappingsCoverage,
    @Schema(description = "Of the member nearest to vm.max_map_count: mappings / limit")
        @Nullable Double mappingLimitUtilisation,
    @WideOnly
        @Schema(
            description =
                "The shortest time until a member reaches it at its pace; absent: none approaches it")
        @Nullable Double mappingLimitSeconds,
    @WideOnly @Schema(description = "Share of the resident memory whose growth is known")
        double growthCoverage,
    @WideOnly @Schema(description = "Page faults without disk, while in the group")
        long minorFaults,
    @WideOnly @Schema(description = "Page faults that waited for disk, while in the group")
        long majorFaults) {

  static GroupView of(GroupSample group) {
    return new GroupView(
        group.name(),
        group.processes(),
        group.leakSuspects(),
        size(group, ProcessSize.RESIDENT),
        JsonOptional.of(group.value(Measure.PRIVATE)),
        JsonOptional.of(group.growth(Measure.PRIVATE)),
        JsonOptional.of(group.value(Measure.PROPORTIONAL)),
        JsonOptional.of(group.value(Measure.UNIQUE)),
        size(group, ProcessSize.VIRTUAL),
        size(group, ProcessSize.ANONYMOUS),
        size(group, ProcessSize.FILE),
        size(group, ProcessSize.SHARED_MEMORY),
        size(group, ProcessSize.SWAP),
        size(group, ProcessSize.PAGE_TABLE),
        size(group, ProcessSize.DATA),
        JsonOptional.of(group.memoryLimitBytes()),
        JsonOptional.of(group.value(Measure.THREADS)),
        JsonOptional.of(group.value(Measure.MAPPINGS)),
        group.mappingsCoverage(),
        JsonOptional.of(group.mappingLimitRatio()),
        finite(group.mappingLimitSeconds()),
        group.growthCoverage(),
        group.minorFaults(),
        group.majorFaults());
  }

  private static @Nullable Long size(GroupSample group, ProcessSize size) {
    return Measure.of(size).map(measure -> JsonOptional.of(group.value(measure))).orElse(null);
  }

  private static @Nullable Double finite(OptionalDouble value) {
    return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value.getAsDouble() : null;
  }
}
