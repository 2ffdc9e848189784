package dev.vmascope.growth;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.row.KnownShare;
import dev.vmascope.http.row.Summed;
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
                "Name of the group, from vmascope.groups, else that of its processes; other has all groups that"
                    + " are not listed")
        String group,
    @Summed @Schema(description = "Number of live processes with memory") int processes,
    @Summed @Schema(description = "Number of processes with the verdict leaking") int leakSuspects,
    @Summed
        @Schema(description = "Sum of resident set sizes; shared pages count once for each process")
        @Nullable Long residentBytes,
    @Summed @Schema(description = "Anonymous memory, in RAM or swapped out")
        @Nullable Long privateBytes,
    @Schema(description = "Sum of the members' slopes of privateBytes over vmascope.growth.window")
        @Nullable Double privateGrowthPerSecond,
    @Summed
        @Schema(
            description =
                "Proportional set size; absent unless vmascope.sampling.rollup is on and it is known for each member")
        @Nullable Long proportionalBytes,
    @WideOnly
        @Summed
        @Schema(
            description = "Unique set size; absent under the same condition as proportionalBytes")
        @Nullable Long uniqueBytes,
    @WideOnly @Summed @Schema(description = "Size of all mappings") @Nullable Long virtualBytes,
    @WideOnly @Summed @Schema(description = "Anonymous part of residentBytes")
        @Nullable Long anonymousBytes,
    @WideOnly @Summed @Schema(description = "File part of residentBytes") @Nullable Long fileBytes,
    @WideOnly @Summed @Schema(description = "Shared memory part of residentBytes")
        @Nullable Long sharedMemoryBytes,
    @Summed @Schema(description = "Swapped-out anonymous memory") @Nullable Long swapBytes,
    @WideOnly @Summed @Schema(description = "Page tables") @Nullable Long pageTableBytes,
    @WideOnly @Summed @Schema(description = "Writable private memory, without reservations")
        @Nullable Long dataBytes,
    @Schema(
            description =
                "Smallest memory limit of its members' control groups; absent if there is none")
        @Nullable Long memoryLimitBytes,
    @WideOnly @Summed @Schema(description = "Number of threads") @Nullable Long threads,
    @WideOnly
        @KnownShare("mappingsCoverage")
        @Summed
        @Schema(
            description =
                "Number of mappings, as of their last read; of the members for which it is known")
        @Nullable Long mappings,
    @WideOnly @Schema(description = "Share of the members whose mappings are known")
        double mappingsCoverage,
    @Schema(description = "Largest share of vm.max_map_count that a member uses: mappings / limit")
        @Nullable Double mappingLimitUtilisation,
    @WideOnly
        @Schema(
            description =
                "Shortest time until a member reaches vm.max_map_count at its current growth, in seconds; absent"
                    + " if no member approaches it")
        @Nullable Double mappingLimitSeconds,
    @WideOnly @Schema(description = "Share of the resident memory whose growth is known")
        double growthCoverage,
    @WideOnly
        @Summed
        @Schema(description = "Number of page faults that needed no disk, while in the group")
        long minorFaults,
    @WideOnly
        @Summed
        @Schema(description = "Number of page faults that waited for disk, while in the group")
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
