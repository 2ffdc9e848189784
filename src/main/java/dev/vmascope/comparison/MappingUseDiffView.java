package dev.vmascope.comparison;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.comparison.LargestUseChanges.UseChange;
import dev.vmascope.comparison.MappingDiff.Side;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.MappingCategory;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A difference in the memory use of mappings, as clients see it.
@Schema(name = "MappingUseDiff")
record MappingUseDiffView(
    @JsonUnwrapped MemoryUseDiffView use,
    @Schema(description = "Path of the file, as in b, or in a if removed; absent without a file")
        @Nullable String path,
    @Schema(description = "Name of memory without a file: [heap], [anon:NAME]", example = "[heap]")
        @Nullable String name,
    @Schema(description = "Category, as in b, or in a if removed") MappingCategory category,
    @Schema(description = "Permissions of the first mapping", example = "rw-p") String permissions,
    @WideOnly
        @Schema(
            description = "Offset of the first mapping into the object; absent for other memory",
            example = "0x1000")
        @Nullable String offset,
    @WideOnly @Schema(description = "Number of mappings of a below the first; absent if added")
        @Nullable Integer ordinalBefore,
    @WideOnly @Schema(description = "Number of mappings of b below the first; absent if removed")
        @Nullable Integer ordinalAfter,
    @Schema(description = "Size of the mappings of b; 0 if removed") long virtualBytes) {

  static MappingUseDiffView of(UseChange change) {
    Side shown = change.after().or(change::before).orElseThrow();
    String name = shown.name().text();
    return new MappingUseDiffView(
        MemoryUseDiffView.of(change.use(), change.change()),
        shown.path() ? name : null,
        shown.path() || name.isEmpty() ? null : name,
        shown.category(),
        shown.permissions().toString(),
        shown.printedOffset(),
        change.before().map(Side::ordinal).orElse(null),
        change.after().map(Side::ordinal).orElse(null),
        change.after().map(Side::virtualBytes).orElse(0L));
  }
}
