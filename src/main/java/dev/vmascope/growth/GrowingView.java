package dev.vmascope.growth;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.trend.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The processes and groups that grow most.
@Schema(name = "Growing")
record GrowingView(
    @Schema(description = "Window of the slopes", example = "PT15M", type = "string")
        Duration window,
    @Schema(
            description =
                "Requested measure; absent if the rows are over all measures that are judged",
            example = "threads")
        @Nullable String measure,
    @Schema(
            description = "Unit of the requested measure; absent without one",
            allowableValues = {"bytes", "mappings", "threads"})
        @Nullable String unit,
    @Schema(
            description =
                "Processes that grow: leaking first, then growing, then the rest, each with the fastest first."
                    + " With a measure, the fastest first")
        List<GrowingProcess> processes,
    @Schema(description = "Groups that grow, fastest first") List<GrowingGroup> groups,
    @Schema(
            description =
                "Number of processes with memory whose slope is unknown, because they are too young or their"
                    + " mappings were not read often enough; they are ranked by change")
        int processesUntold,
    CaptureView capture) {

  /// A process that grows.
  @Schema(name = "GrowingProcess")
  record GrowingProcess(
      int pid,
      @Schema(description = "Start time, in clock ticks after boot") @Nullable Long startTicks,
      @Nullable String name,
      @WideOnly @Schema(description = "Group of the process") String group,
      @Schema(description = "Worst verdict on any measure of the process") Verdict verdict,
      @Schema(
              description =
                  "Category of mappings to blame; absent if none grows, or if it is not known yet")
          @Nullable String blamed,
      @Schema(
              description =
                  "Measure of this row: the requested one, else the most telling of those with the worst verdict",
              example = "privateBytes")
          String measure,
      @Schema(
              description = "Unit of the measure",
              allowableValues = {"bytes", "mappings", "threads"})
          String unit,
      @Schema(description = "Current value of the measure") @Nullable Long value,
      @Schema(description = "Sen slope of the measure over the window; absent until it is known")
          @Nullable Double growthPerSecond,
      @Schema(description = "Change since the first sample; absent until there are two")
          @Nullable ChangeView change,
      @Schema(description = "Limit that the process reaches first; absent if it approaches none")
          @Nullable HeadroomView limit) {}

  /// A group that grows.
  @Schema(name = "GrowingGroup")
  record GrowingGroup(
      String group,
      @Schema(description = "Number of live processes with memory") int processes,
      @Schema(description = "Measure of this row", example = "privateBytes") String measure,
      @Schema(
              description = "Unit of the measure",
              allowableValues = {"bytes", "mappings", "threads"})
          String unit,
      @Schema(description = "Current sum of the measure") @Nullable Long value,
      @Schema(
              description =
                  "Sum of its members' slopes, including negative ones; absent until one is known")
          @Nullable Double growthPerSecond,
      @Schema(
              description =
                  "Change since the first sample; absent until there are two, and for mappings, whose number is"
                      + " not known for all members at all times")
          @Nullable ChangeView change,
      @Schema(description = "Number of processes with the verdict leaking") int leakSuspects) {}
}
