package dev.vmascope.maps;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.UnavailableView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields after the rows of a maps listing.
record MapsTail(
    @Schema(description = "How many mappings this answer has") int count,
    @Schema(description = "The cursor for the next page; absent on the last") @Nullable String next,
    CaptureView capture,
    @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}
