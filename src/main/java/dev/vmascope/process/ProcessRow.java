package dev.vmascope.process;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.container.Attribution;
import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.row.JsonOnly;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of the list of processes, with what the sampler knows.
@Schema(name = "ListedProcess")
record ProcessRow(
    @JsonUnwrapped ProcessView process,
    @Schema(description = "Number of mappings, as of their last read") @Nullable Long mappings,
    @WideOnly
        @Schema(
            description = "Anonymous memory, in RAM or swapped out: anonymousBytes and swapBytes")
        @Nullable Long privateBytes,
    @WideOnly
        @Schema(description = "Proportional set size; absent unless vmascope.sampling.rollup is on")
        @Nullable Long proportionalBytes,
    @WideOnly @Schema(description = "Unique set size; absent unless vmascope.sampling.rollup is on")
        @Nullable Long uniqueBytes,
    @Schema(
            description =
                "Slope of privateBytes over vmascope.growth.window; absent until a third of it is known")
        @Nullable Double privateGrowthPerSecond,
    @Schema(description = "Verdict on the growth of the process; absent without memory")
        @Nullable Verdict verdict,
    @Schema(description = "Number of findings, as in /api/findings") int findings,
    @JsonOnly
        @Schema(
            description =
                "Values of the measure that the parameter history names, at the times that historyTimes"
                    + " gives. They are those since the last gap, or since the process began: if they are fewer, the"
                    + " first times have none. Absent without the parameter, and without memory")
        @Nullable List<Long> history) {

  /// @param histories the values to add; empty for none
  static ProcessRow of(
      ProcessSample process, HostInfo node, UserNames users, Optional<RowHistories> histories) {
    Attribution attribution = process.membership().attribution().orElse(Attribution.NONE);
    return new ProcessRow(
        ProcessView.of(process.reading(), attribution, node, users),
        JsonOptional.of(process.value(Measure.MAPPINGS)),
        JsonOptional.of(process.value(Measure.PRIVATE)),
        JsonOptional.of(process.value(Measure.PROPORTIONAL)),
        JsonOptional.of(process.value(Measure.UNIQUE)),
        JsonOptional.of(process.growth(Measure.PRIVATE)),
        process.hasMemory() ? process.grown().verdict() : null,
        process.findings().size(),
        histories.map(wanted -> wanted.of(process)).orElse(null));
  }
}
