package dev.vmascope.growth;

import dev.vmascope.trend.Change;
import dev.vmascope.trend.Measure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A raw change of a measure, from the first kept sample to the last.
@Schema(name = "Change")
record ChangeView(
    @Schema(description = "When the first sample was taken that is kept") Instant since,
    @Schema(description = "How many bytes more there are than then; absent of what is not in bytes")
        @Nullable Long bytes,
    @Schema(description = "How many more there are, of what is counted; absent of bytes")
        @Nullable Long count,
    @Schema(description = "The same a second, warm-up included: no slope, and no verdict")
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
