package dev.vmascope.growth;

import dev.vmascope.sampling.GrownMappings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/// The mappings that were added since the process was first judged to grow.
@Schema(name = "GrownMappings")
record GrownMappingsView(
    @Schema(description = "Time when the process was first seen to grow") Instant since,
    @Schema(description = "Time when its mappings were last read") Instant until,
    @Schema(description = "Names that grew most, largest first; at most ten") List<Grown> most) {

  /// The growth of the mappings of one name.
  @Schema(name = "GrownName")
  record Grown(
      String category,
      @Schema(description = "Path or pseudo name; empty for memory without one") String name,
      @Schema(description = "Increase of the number of mappings; negative for a decrease")
          int mappings,
      @Schema(description = "Increase of the address space, in bytes; negative for a decrease")
          long virtualBytes) {}

  static GrownMappingsView of(GrownMappings grown) {
    return new GrownMappingsView(
        grown.since(),
        grown.until(),
        grown.most().stream()
            .map(one ->
                new Grown(
                    one.category().toString(),
                    one.name().text().text(),
                    one.mappings(),
                    one.virtualBytes()))
            .toList());
  }
}
