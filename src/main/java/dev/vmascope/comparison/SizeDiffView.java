package dev.vmascope.comparison;

import dev.vmascope.diff.CategoryDiff;
import dev.vmascope.diff.SumsByCategory;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;

/// The sizes of one category of mappings, or of all, and their difference.
@Schema(name = "SizeDiff")
record SizeDiffView(
    @Schema(description = "Category of the mappings; all for the sum", example = "glibc-arena")
        String category,
    @Schema(description = "Number of mappings of b, without [vsyscall]") int mappings,
    @Schema(description = "Increase from a to b; negative for a decrease") int mappingsChange,
    @Schema(description = "Size of the mappings of b") long virtualBytes,
    @Schema(description = "Increase from a to b; negative for a decrease") long changedBytes) {

  /// The categories that differ, largest difference of size first.
  static List<SizeDiffView> ofChanged(SumsByCategory sums) {
    return sums.byCategory().entrySet().stream()
        .map(entry -> of(entry.getKey().toString(), entry.getValue()))
        .filter(view -> view.mappingsChange != 0 || view.changedBytes != 0)
        .sorted(
            Comparator.comparingLong((SizeDiffView view) -> Math.abs(view.changedBytes)).reversed())
        .toList();
  }

  static SizeDiffView ofAll(SumsByCategory sums) {
    return of("all", sums.total());
  }

  private static SizeDiffView of(String category, CategoryDiff diff) {
    return new SizeDiffView(
        category,
        diff.mappingsAfter(),
        diff.mappingsAfter() - diff.mappingsBefore(),
        diff.bytesAfter(),
        diff.changedBytes());
  }
}
