package dev.vmascope.comparison;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.diff.CategoryDiff;
import dev.vmascope.diff.UseByCategory;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The sizes of one category of mappings, or of all, and their difference.
@Schema(name = "SizeDiff")
record SizeDiffView(
    @Schema(description = "Category of the mappings; all for the sum", example = "glibc-arena")
        String category,
    @Schema(description = "Number of mappings of b, without [vsyscall]") int mappings,
    @Schema(description = "Increase from a to b; negative for a decrease") int mappingsChange,
    @Schema(description = "Size of the mappings of b") long virtualBytes,
    @Schema(description = "Increase from a to b; negative for a decrease") long changedBytes,
    @JsonUnwrapped MemoryUseDiffView use) {

  /// The categories that differ, in size or in memory use, largest difference of size first.
  static List<SizeDiffView> ofChanged(ComparedListings compared) {
    return compared.sums().byCategory().entrySet().stream()
        .map(entry ->
            of(
                entry.getKey().toString(),
                entry.getValue(),
                compared.use().map(use -> use.of(entry.getKey()))))
        .filter(SizeDiffView::isChange)
        .sorted(
            Comparator.comparingLong((SizeDiffView view) -> Math.abs(view.changedBytes)).reversed())
        .toList();
  }

  static SizeDiffView ofAll(ComparedListings compared) {
    return of("all", compared.sums().total(), compared.use().map(UseByCategory::total));
  }

  private boolean isChange() {
    return mappingsChange != 0 || changedBytes != 0 || use.isChange();
  }

  private static SizeDiffView of(
      String category, CategoryDiff diff, Optional<UseByCategory.Difference> use) {
    return new SizeDiffView(
        category,
        diff.mappingsAfter(),
        diff.mappingsAfter() - diff.mappingsBefore(),
        diff.bytesAfter(),
        diff.changedBytes(),
        use.map(known -> MemoryUseDiffView.of(known.after(), known.change()))
            .orElse(MemoryUseDiffView.NONE));
  }
}
