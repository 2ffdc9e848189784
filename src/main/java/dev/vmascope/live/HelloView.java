package dev.vmascope.live;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.UnavailableField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first event of a stream: the process, and how it is watched.
@Schema(name = "HelloEvent")
record HelloView(
    @JsonUnwrapped IdentityView process,
    @Schema(description = "Time of the event") Instant at,
    @Schema(
            description =
                "Always true: mappings are read from time to time, and what came and went in between is not seen")
        boolean sampled,
    @Schema(
            description =
                "Time between two readings of a busy process, in milliseconds; more for a large one")
        long intervalMillis,
    @Schema(description = "Whether the stream goes on at the position in Last-Event-ID")
        boolean resumed,
    @Schema(description = "Number of threads; absent in a capture without stat")
        @Nullable Integer threads,
    @Schema(description = "Number of mappings; absent without an address space")
        @Nullable Long mappings,
    @Schema(description = "Absent values, here or in later events, with the reason and a remedy")
        List<UnavailableField> unavailable) {}
