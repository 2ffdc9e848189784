package dev.vmascope.growth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.TimedValues;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A sample of a process or a group.
@Schema(name = "GrowthSample")
record TimedValuesView(
    @Schema(description = "Time when the tick began") Instant at,
    @Schema(description = "Size of all mappings") @Nullable Long virtualBytes,
    @Schema(description = "Resident set size") @Nullable Long residentBytes,
    @Schema(description = "Anonymous memory, in RAM or swapped out") @Nullable Long privateBytes,
    @Schema(description = "File part of residentBytes") @Nullable Long fileBytes,
    @Schema(description = "Shared memory part of residentBytes") @Nullable Long sharedMemoryBytes,
    @Schema(description = "Swapped-out anonymous memory") @Nullable Long swapBytes,
    @Schema(description = "Writable private memory, without reservations") @Nullable Long dataBytes,
    @Schema(description = "Number of threads") @Nullable Integer threads,
    @Schema(description = "Number of mappings, as of their last read") @Nullable Integer mappings,
    @WideOnly
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Schema(
            description =
                "Address space by category of mapping, as of the last read; a category without mappings is left out")
        Map<String, Long> categoryBytes) {

  static TimedValuesView of(TimedValues sample) {
    Map<String, Long> categories = new LinkedHashMap<>();
    for (MappingCategory category : MappingCategory.values()) {
      long bytes = sample.values().value(Measure.of(category)).orElse(0);
      if (bytes > 0) {
        categories.put(category.toString(), bytes);
      }
    }
    return new TimedValuesView(
        sample.at(),
        size(sample, ProcessSize.VIRTUAL),
        size(sample, ProcessSize.RESIDENT),
        nullable(sample, Measure.PRIVATE),
        size(sample, ProcessSize.FILE),
        size(sample, ProcessSize.SHARED_MEMORY),
        size(sample, ProcessSize.SWAP),
        size(sample, ProcessSize.DATA),
        count(sample, Measure.THREADS),
        count(sample, Measure.MAPPINGS),
        categories);
  }

  private static @Nullable Long size(TimedValues sample, ProcessSize size) {
    return Measure.of(size).map(measure -> nullable(sample, measure)).orElse(null);
  }

  private static @Nullable Integer count(TimedValues sample, Measure measure) {
    Long count = nullable(sample, measure);
    return count == null ? null : Math.toIntExact(count);
  }

  private static @Nullable Long nullable(TimedValues sample, Measure measure) {
    OptionalLong value = sample.values().value(measure);
    return value.isPresent() ? value.getAsLong() : null;
  }
}
