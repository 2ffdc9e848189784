package dev.vmascope.live;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.UnavailableField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The changes of a process between two readings.
@Schema(name = "Watch")
record WatchView(
    @JsonUnwrapped IdentityView process,
    @Schema(description = "Summary for people", example = "+214 MiB: 3 added, 1 grown")
        String summary,
    @Schema(description = "Time between the two readings, in seconds") double seconds,
    @Schema(description = "Number of threads now") int threads,
    @Schema(description = "Increase of that number; negative for a decrease") int threadsChange,
    @Schema(description = "Sizes that have changed, of those that the kernel maintains")
        List<SizeChangeView> sizes,
    @Schema(description = "Sum over all mappings") CategoryDiffView total,
    @Schema(description = "Size of what has moved; it also counts as mapped and as unmapped")
        long movedBytes,
    @Schema(description = "Number of mappings that are equal in both readings") int unchanged,
    @Schema(description = "Categories that have changed, largest change of size first")
        List<CategoryDiffView> categories,
    @Schema(description = "Changes, largest change of size first") List<MappingChangeView> changes,
    @Schema(description = "Number of changes that the limit leaves out") int changesLeftOut,
    @Schema(description = "The first reading") CaptureView before,
    @Schema(description = "The second reading") CaptureView after,
    @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
        List<UnavailableField> unavailable) {}
