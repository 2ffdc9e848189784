package dev.vmascope.growth;

import dev.vmascope.http.row.WideOnly;
import dev.vmascope.trend.Change;
import dev.vmascope.trend.Measure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A raw change of a measure, from the first kept sample to the last.
@Schema(name = "Change")
record ChangeView(
    @WideOnly @Schema(description = "Time of the first sample that is kept") Instant since,
    @Schema(
            description =
                "Increase since then, in bytes; negative for a decrease, absent for a measure that is not in bytes")
        @Nullable Long bytes,
    @Schema(
            description =
                "Increase since then, for a measure that is counted; absent for a measure in bytes")
        @Nullable Long count,
    @WideOnly
        @Schema(
            description =
                "Average increase per second since then, including warm-up; it is neither a slope nor a verdict")
        double perSecond) {

  static @Nullable ChangeView of(Measure measure, Optional<Change> change) {
    return change
        .map(one ->
            new ChangeView(
                one.since(),
                measure.inBytes() ? one.amount() : null,
                measure.inBytes() ? null : one.amount(),
                one.perSecond()))
        .orElse(null);
  }
}
