package dev.vmascope.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What comes before the rows of a page of a list.
record PageHead(
    @Schema(description = "How many rows fit the filters, on all pages") int total,
    @Schema(description = "The cursor for the next page; absent on the last")
        @Nullable String next) {}
