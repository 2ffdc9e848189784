package dev.vmascope.comparison;

import dev.vmascope.diff.MemoryUse;
import dev.vmascope.http.row.WideOnly;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The memory use of mappings of b, and the difference from a.
@Schema(name = "MemoryUseDiff")
record MemoryUseDiffView(
    @Schema(description = "Resident set size (Rss) of the mappings of b; absent if not compared")
        @Nullable Long residentBytes,
    @Schema(description = "Increase from a to b; negative for a decrease")
        @Nullable Long residentChangedBytes,
    @WideOnly
        @Schema(
            description =
                "Proportional set size (Pss) of the mappings of b; absent if not compared")
        @Nullable Long proportionalBytes,
    @WideOnly @Schema(description = "Increase from a to b; negative for a decrease")
        @Nullable Long proportionalChangedBytes,
    @WideOnly
        @Schema(
            description = "Swapped-out memory (Swap) of the mappings of b; absent if not compared")
        @Nullable Long swapBytes,
    @Schema(description = "Increase from a to b; negative for a decrease")
        @Nullable Long swapChangedBytes) {
  static final MemoryUseDiffView NONE = new MemoryUseDiffView(null, null, null, null, null, null);

  boolean isChange() {
    return Stream.of(residentChangedBytes, proportionalChangedBytes, swapChangedBytes)
        .anyMatch(change -> change != null && change != 0);
  }

  static MemoryUseDiffView of(MemoryUse use, MemoryUse change) {
    return new MemoryUseDiffView(
        use.resident(),
        change.resident(),
        use.proportional(),
        change.proportional(),
        use.swap(),
        change.swap());
  }
}
