package dev.vmascope.live;

import dev.vmascope.diff.CategoryDiff;
import dev.vmascope.diff.SumsByCategory;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;

/// The difference of one category of mappings, or of all.
@Schema(name = "CategoryDiff")
record CategoryDiffView(
    @Schema(description = "Category of the mappings; all for the sum", example = "glibc-arena")
        String category,
    @Schema(description = "Number of mappings now, without [vsyscall]") int mappings,
    @Schema(description = "Increase of that number; negative for a decrease") int mappingsChange,
    @Schema(description = "Size of the mappings now") long virtualBytes,
    @Schema(description = "Increase of that size; negative for a decrease") long changedBytes,
    @Schema(description = "Size of what is mapped now and was not, or was another object")
        long mappedBytes,
    @Schema(description = "Size of what was mapped and is not now, or is another object")
        long unmappedBytes,
    @Schema(description = "Size of what has other permissions now") long reprotectedBytes) {

  /// The categories that have changed, largest change of size first.
  static List<CategoryDiffView> ofChanged(SumsByCategory sums) {
    return sums.byCategory().entrySet().stream()
        .filter(entry -> entry.getValue().isChange())
        .map(entry -> of(entry.getKey().toString(), entry.getValue()))
        .sorted(
            Comparator.comparingLong((CategoryDiffView view) -> Math.abs(view.changedBytes))
                .reversed())
        .toList();
  }

  static CategoryDiffView ofAll(CategoryDiff diff) {
    return of("all", diff);
  }

  private static CategoryDiffView of(String category, CategoryDiff diff) {
    return new CategoryDiffView(
        category,
        diff.mappingsAfter(),
        diff.mappingsAfter() - diff.mappingsBefore(),
        diff.bytesAfter(),
        diff.changedBytes(),
        diff.mappedBytes(),
        diff.unmappedBytes(),
        diff.reprotectedBytes());
  }
}
