package dev.vmascope.live;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The event of a heartbeat, a reset or the end.
@Schema(name = "NoticeEvent")
record NoticeView(
    @Schema(description = "Time of the event") Instant at,
    @Schema(description = "Reason; absent in a heartbeat", example = "exec")
        @Nullable String reason,
    @Schema(description = "Reason for people, and what to do; absent in a heartbeat")
        @Nullable String detail) {}
