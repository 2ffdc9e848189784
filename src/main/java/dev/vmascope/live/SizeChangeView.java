package dev.vmascope.live;

import dev.vmascope.http.table.Units;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// A size of the process that has changed. A size that is unknown before or now is left out.
@Schema(name = "SizeChange")
record SizeChangeView(
    @Schema(description = "Name of the size, as in a summary", example = "residentBytes")
        String size,
    @Schema(description = "Value now") long currentBytes,
    @Schema(description = "Increase; negative for a decrease") long changedBytes) {

  static List<SizeChangeView> of(MemorySizes before, MemorySizes after) {
    return ProcessSize.ALL.stream()
        .filter(size -> before.bytes(size).isPresent() && after.bytes(size).isPresent())
        .map(size -> of(size, before.bytes(size).getAsLong(), after.bytes(size).getAsLong()))
        .filter(change -> change.changedBytes != 0)
        .toList();
  }

  /// The end of a summary: the change of the resident size, if it has changed.
  static String residentSummary(List<SizeChangeView> sizes) {
    return sizes.stream()
        .filter(change -> change.size.equals(ProcessSize.RESIDENT.field()))
        .map(change -> "; resident " + Units.change(change.changedBytes))
        .findFirst()
        .orElse("");
  }

  private static SizeChangeView of(ProcessSize size, long before, long after) {
    return new SizeChangeView(size.field(), after, after - before);
  }
}
