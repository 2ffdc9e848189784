package dev.vmascope.http.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The fields before the rows of a page of a list.
public record PageHead(
    @Schema(description = "Number of rows that match the filters, on all pages") int total,
    @Schema(description = "Cursor of the next page; absent on the last page")
        @Nullable String next) {}
