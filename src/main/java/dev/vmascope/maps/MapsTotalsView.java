package dev.vmascope.maps;

import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The totals of all mappings that the filters leave.
@Schema(name = "MapsTotals")
record MapsTotalsView(
    @Schema(description = "Number of mappings that the filters leave") int mappings,
    @Schema(description = "Size of them") long sizeBytes,
    @Schema(description = "Resident set size; with detail=smaps") @Nullable Long residentBytes,
    @Schema(description = "Proportional set size; with detail=smaps")
        @Nullable Long proportionalBytes,
    @Schema(description = "Swapped-out memory; with detail=smaps") @Nullable Long swapBytes) {
  static MapsTotalsView of(int mappings, long sizeBytes, Usage usage) {
    return new MapsTotalsView(
        mappings,
        sizeBytes,
        UsageView.bytes(usage, UsageField.RESIDENT),
        UsageView.bytes(usage, UsageField.PROPORTIONAL),
        UsageView.bytes(usage, UsageField.SWAP));
  }
}
