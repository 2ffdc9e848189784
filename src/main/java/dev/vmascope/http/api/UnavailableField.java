package dev.vmascope.http.api;

import io.swagger.v3.oas.annotations.media.Schema;

/// A field whose value is absent or incomplete, with the reason and the remedy.
@Schema(name = "UnavailableView")
public record UnavailableField(
    @Schema(description = "Path of the field: byPath[].virtualBytes") String field,
    @Schema(
            description = "Reason why the field is absent or incomplete",
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
    @Schema(description = "Remedy, or why there is none") String remedy) {}
