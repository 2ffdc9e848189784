package dev.vmascope.live;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/// The event of another number of threads, or of other sizes than before.
@Schema(name = "UsageEvent")
record UsageEventView(
    @Schema(description = "Time of the reading") Instant at,
    @Schema(description = "Number of threads") int threads,
    @Schema(description = "Increase since the last such event; negative for a decrease")
        int threadsChange,
    @Schema(description = "Sizes that have changed since the last such event")
        List<SizeChangeView> sizes) {}
