package dev.vmascope.live;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// The event of one change between two readings.
@Schema(name = "ChangeEvent")
record ChangeEventView(
    @Schema(description = "Time of the later reading") Instant at,
    @Schema(description = "Number of changes between the same readings that follow")
        int moreChanges,
    @JsonUnwrapped MappingChangeView change) {}
