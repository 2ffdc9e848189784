package dev.vmascope.comparison;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.UnavailableField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The difference of two address spaces.
@Schema(name = "Diff")
record DiffView(
    @Schema(
            description = "Summary for people",
            example = "+214.0 MiB in 3 mappings: 2 added, 1 grown")
        String summary,
    @Schema(
            description =
                "Correspondence of mappings. address: both are the same address space, or have the same bases, as a"
                    + " process and its fork. identity: by object, offset and permissions. Absent if not compared")
        @Nullable Alignment alignment,
    @Schema(description = "The address space that the difference begins with") Compared a,
    @Schema(description = "The address space that the difference leads to") Compared b,
    @Schema(description = "Distances between the bases; absent without the scope maps:addresses")
        @Nullable BaseShiftsView shifts,
    @Schema(description = "Sum over all mappings; absent if not compared")
        @Nullable SizeDiffView total,
    @Schema(description = "Number of mappings that have an equal one; absent if not compared")
        @Nullable Integer unchanged,
    @Schema(description = "Categories that differ, largest difference of size first")
        List<SizeDiffView> categories,
    @Schema(
            description =
                "Objects with a path that are not mapped alike, largest difference of size first; a library that was"
                    + " loaded is one of them")
        List<ObjectDiffView> objects,
    @Schema(description = "Number of objects that the limit leaves out") int objectsLeftOut,
    @Schema(description = "Differences in mappings, in the order of sort")
        List<MappingDiffView> changes,
    @Schema(description = "Number of changes that the limit leaves out") int changesLeftOut,
    @Schema(
            description =
                "Differences in the memory use of mappings, whether the mappings differ or not, largest first; absent if"
                    + " not compared")
        @Nullable List<MappingUseDiffView> use,
    @Schema(
            description =
                "Number of differences in memory use that the limit leaves out; absent if not compared")
        @Nullable Integer useLeftOut,
    @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
        List<UnavailableField> unavailable) {

  /// A process or a snapshot that is compared.
  @Schema(name = "ComparedProcess")
  record Compared(
      @Schema(description = "Id of the snapshot; absent for a running process")
          @Nullable String snapshot,
      @JsonUnwrapped IdentityView process,
      @Schema(description = "Time and consistency of its listing") CaptureView capture) {}
}
