package dev.vmascope.http.api;

import io.swagger.v3.oas.annotations.media.Schema;

/// A value that is absent, with the reason and the remedy.
public record UnavailableView(
    @Schema(description = "The field, as a path: byPath[].virtualBytes") String field,
    @Schema(
            description = "Why it is absent",
            allowableValues = {
              "gone",
              "denied",
              "malformed",
              "partial",
              "timed-out",
              "not-applicable",
              "unsupported",
              "skipped",
              "forbidden"
            })
        String reason,
    @Schema(description = "What to do about it, or why nothing can be done") String remedy) {}
