package dev.vmascope.maps;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.Force;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The query parameters of all listings with a page-table walk, as they were sent.
record ScanQuery(
    @Force @Nullable String force,
    @Parameter(
            description =
                "allow: an incomplete read even in a format that cannot show that it is incomplete")
        @Schema(allowableValues = "allow")
        @Nullable String partial,
    @Parameter(
            description =
                "Start time that the process must have, in clock ticks after boot; otherwise the answer is 410")
        @Schema(type = "integer", format = "int64")
        @Nullable String startTicks) {

  boolean forced() {
    return Parameters.flag("force", force);
  }

  /// The start time that the process must have; `null` for any.
  @Nullable Long started() {
    return Parameters.startTicks(startTicks);
  }

  boolean partialAllowed() {
    return Parameters.partialAllowed(partial);
  }
}
