package dev.vmascope.maps;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.UnavailableField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields after the rows of a maps listing.
record MapsTail(
    @Schema(description = "Number of mappings in this answer") int count,
    @Schema(description = "Totals of what the filters leave; absent for one page of several")
        @Nullable MapsTotalsView totals,
    @Schema(description = "Cursor of the next page; absent on the last page") @Nullable String next,
    @Schema(description = "Pattern that would match, where a path without a star matches nothing")
        @Nullable String hint,
    CaptureView capture,
    @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
        List<UnavailableField> unavailable) {}
