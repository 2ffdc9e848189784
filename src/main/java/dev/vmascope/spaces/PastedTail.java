package dev.vmascope.spaces;

import dev.vmascope.http.api.UnavailableField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields after the rows of a posted listing.
record PastedTail(
    @Schema(description = "Number of mappings in this answer") int count,
    PastedTotals summary,
    @Schema(description = "Findings of the rules on mappings, most severe first")
        List<PastedFinding> findings,
    @Schema(
            description =
                "Whether the process is known to generate code, by a loaded library such as libjvm.so. If so, executable"
                    + " memory without a file is no finding. Absent for formats without permissions")
        @Nullable Boolean generatesCode,
    @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
        List<UnavailableField> unavailable) {}
