package dev.vmascope.growth;

import dev.vmascope.http.api.CaptureView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The processes and groups that grow most.
@Schema(name = "Growing")
record GrowingView(
    @Schema(description = "How far back the slopes look", example = "PT15M", type = "string")
        Duration window,
    @Schema(description = "What was asked for; absent: all that are judged", example = "threads")
        @Nullable String measure,
    @Schema(
            description = "What it counts; absent where all are looked at",
            allowableValues = {"bytes", "mappings", "threads"})
        @Nullable String unit,
    @Schema(
            description =
                "Those that grow: leaks first, then what else is judged to grow, then the rest; the fastest first. With a"
                    + " measure, the fastest first")
        List<GrowingProcess> processes,
    @Schema(description = "Groups that grow, fastest first") List<GrowingGroup> groups,
    @Schema(
            description =
                "Of how many processes with memory no slope is known, since they have not lived for long enough, or their"
                    + " mappings were not read often enough: they are ranked by change")
        int processesUntold,
    CaptureView capture) {

  /// A process that grows.
  @Schema(name = "GrowingProcess")
  record GrowingProcess(
      int pid,
      @Schema(description = "When it started, in clock ticks after boot") @Nullable Long startTicks,
      @Nullable String name,
      @Schema(description = "The group that shows it") String group,
      @Schema(
              description = "The worst verdict on any measure of the process",
              allowableValues = {"unknown", "steady", "shrinking", "growing", "leaking"})
          String verdict,
      @Schema(
              description =
                  "The category of mappings to blame; absent if none grows, or that is not known yet")
          @Nullable String blamed,
      @Schema(
              description =
                  "The measure of this row: what was asked for, else the one that tells most of those with the worst"
                      + " verdict",
              example = "privateBytes")
          String measure,
      @Schema(
              description = "What it counts",
              allowableValues = {"bytes", "mappings", "threads"})
          String unit,
      @Schema(description = "What it is now") @Nullable Long value,
      @Schema(description = "Its Sen slope over the window; absent until it can be told")
          @Nullable Double growthPerSecond,
      @Schema(description = "Since the first sample; absent until there are two")
          @Nullable ChangeView change,
      @Schema(description = "The limit that the process reaches first; absent if it nears none")
          @Nullable LimitAheadView limit) {}

  /// A group that grows.
  @Schema(name = "GrowingGroup")
  record GrowingGroup(
      String group,
      @Schema(description = "Live processes with memory") int processes,
      @Schema(description = "The measure of this row", example = "privateBytes") String measure,
      @Schema(
              description = "What it counts",
              allowableValues = {"bytes", "mappings", "threads"})
          String unit,
      @Schema(description = "What the measure adds up to now") @Nullable Long value,
      @Schema(
              description =
                  "Sum of its members' slopes, of those that fall as well; absent until one can be told")
          @Nullable Double growthPerSecond,
      @Schema(
              description =
                  "Since the first sample; absent until there are two, and of mappings, which are not known of all members"
                      + " at all times")
          @Nullable ChangeView change,
      @Schema(description = "Processes with the verdict leaking") int leakSuspects) {}
}
