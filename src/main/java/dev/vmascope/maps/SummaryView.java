package dev.vmascope.maps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.SizesView;
import dev.vmascope.http.api.UnavailableField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The summary statistics of a process. A value that could not be read is absent, and named in
/// `unavailable`.
@Schema(name = "Summary")
record SummaryView(
    @JsonUnwrapped IdentityView process,
    @Schema(description = "Name, at most 15 bytes; absent in a capture without stat and status")
        @Nullable String name,
    @JsonUnwrapped SizesView sizes,
    @Schema(description = "Proportional set size (PSS); with detail=rollup or smaps")
        @Nullable Long proportionalBytes,
    @Schema(description = "Unique set size (USS); with detail=rollup or smaps")
        @Nullable Long uniqueBytes,
    @JsonUnwrapped @Nullable MappingTotalsView totals,
    @Schema(description = "Usage of the whole memory; with detail=rollup or smaps")
        @Nullable UsageView usage,
    MachineView machine,
    CaptureView capture,
    @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
        List<UnavailableField> unavailable) {

  /// The memory of the machine, for comparison.
  record MachineView(
      @Schema(description = "The machine's memory (MemTotal)") @Nullable Long memoryBytes,
      @Schema(description = "virtualBytes / memoryBytes; can exceed 1")
          @Nullable Double virtualToMemoryRatio) {}
}
