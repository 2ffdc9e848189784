package dev.vmascope.growth;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.trend.Change;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureVerdict;
import dev.vmascope.trend.Trend;
import dev.vmascope.trend.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The growth of one measure of a process or a group.
@Schema(name = "MeasureGrowth")
record MeasureGrowthView(
    @Schema(
            description =
                "Name of the measure: a size, privateBytes (anonymous memory, in RAM or swapped out), mappings,"
                    + " threads, or a category of mappings",
            example = "privateBytes")
        String measure,
    @Schema(
            description = "Unit of the measure; the address space of a category is in bytes",
            allowableValues = {"bytes", "mappings", "threads"})
        String unit,
    @Schema(description = "Current value; absent if it is not known") @Nullable Long value,
    @Schema(
            description =
                "Median of the slopes between all pairs of points of the window (Theil-Sen). Absent until a third"
                    + " of the window is known, and for mappings that changed and were read fewer than three times")
        @Nullable Double growthPerSecond,
    @Schema(description = "Change since the first sample; absent until there are two")
        @Nullable ChangeView change,
    @Schema(
            description =
                "Verdict on the measure; absent for measures that are not judged. leaking: it rose over the leak"
                    + " window, still rises, and is above all earlier values")
        @Nullable Verdict verdict,
    @Schema(
            description =
                "true: it fills memory that was mapped before, so the growth ends by itself and is no leak;"
                    + " otherwise absent")
        @Nullable Boolean bounded,
    @WideOnly
        @Schema(
            description =
                "Kendall's S of the twelve floors behind the verdict: rising pairs minus falling pairs, of 66;"
                    + " absent until there are twelve, and if the measure never changed")
        @Nullable Integer kendall,
    @WideOnly @Schema(description = "Sen slope of these floors") @Nullable Double floorsPerSecond,
    @WideOnly @Schema(description = "Tenth percentile of the slopes between two floors")
        @Nullable Double floorsLowPerSecond,
    @WideOnly @Schema(description = "Ninetieth percentile of the slopes between two floors")
        @Nullable Double floorsHighPerSecond) {

  /// @param value the present value
  /// @param slope the slope over the requested window, per second
  /// @param change the raw change since the first kept sample
  /// @param judgement the verdict; absent for measures that are not judged
  static MeasureGrowthView of(
      Measure measure,
      OptionalLong value,
      OptionalDouble slope,
      Optional<Change> change,
      Optional<MeasureVerdict> judgement) {
    Optional<Trend> trend = judgement.flatMap(MeasureVerdict::trend);
    return new MeasureGrowthView(
        measure.key(),
        measure.unit(),
        JsonOptional.of(value),
        JsonOptional.of(slope),
        ChangeView.of(measure, change),
        judgement.map(MeasureVerdict::verdict).orElse(null),
        judgement.filter(MeasureVerdict::bounded).map(MeasureVerdict::bounded).orElse(null),
        trend.map(Trend::kendall).orElse(null),
        trend.map(Trend::slope).orElse(null),
        trend.map(Trend::slopeLow).orElse(null),
        trend.map(Trend::slopeHigh).orElse(null));
  }

  /// The slope of a measure, if it is known.
  static OptionalDouble slope(Map<Measure, Double> slopes, Measure measure) {
    Double slope = slopes.get(measure);
    return slope == null ? OptionalDouble.empty() : OptionalDouble.of(slope);
  }
}
