package dev.vmascope.live;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.UnavailableField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The changes of a process between two readings.
@Schema(name = "Watch")
record WatchView(
    @JsonUnwrapped IdentityView process,
    @Schema(
            description = "Summary for people",
            example = "+214.0 MiB: 3 added, 1 grown; resident +12.0 MiB")
        String summary,
    @Schema(description = "Time between the two readings, in seconds") double seconds,
    @Schema(description = "Number of threads now; absent in a capture without stat")
        @Nullable Integer threads,
    @Schema(description = "Increase of that number; negative for a decrease")
        @Nullable Integer threadsChange,
    @Schema(description = "Sizes that have changed, of those that the kernel maintains")
        List<SizeChangeView> sizes,
    @Schema(description = "Sum over all mappings; absent if the listings were not compared")
        @Nullable CategoryDiffView total,
    @Schema(
            description =
                "Size of what has moved; it also counts as mapped and as unmapped. Absent without changes to count")
        @Nullable Long movedBytes,
    @Schema(
            description =
                "Number of mappings that are equal in both readings; absent if the listings were not compared")
        @Nullable Integer unchanged,
    @Schema(description = "Categories that have changed, largest change of size first")
        List<CategoryDiffView> categories,
    @Schema(description = "Changes, those of the most bytes first") List<MappingChangeView> changes,
    @Schema(description = "Number of changes that the limit leaves out") int changesLeftOut,
    @Schema(description = "The first reading") CaptureView before,
    @Schema(description = "The second reading") CaptureView after,
    @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
        List<UnavailableField> unavailable) {}
