package dev.vmascope.comparison;

import dev.vmascope.comparison.MappingDiff.Side;
import dev.vmascope.diff.ChangeType;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.MappingCategory;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A difference in mappings, as clients see it.
@Schema(name = "MappingDiff")
record MappingDiffView(
    @Schema(description = "Type of the change from a to b") ChangeType change,
    @Schema(description = "Increase of the size; negative for a decrease") long changedBytes,
    @WideOnly
        @Schema(
            description =
                "Certainty of the type: certain if the object, or the address, says so; likely for what resembles each"
                    + " other",
            allowableValues = {"certain", "likely"})
        String certainty,
    @Schema(description = "Path of the file, as in b, or in a if removed; absent without a file")
        @Nullable String path,
    @WideOnly @Schema(description = "Path in a, if it is another one") @Nullable String pathBefore,
    @Schema(description = "Name of memory without a file: [heap], [anon:NAME]", example = "[heap]")
        @Nullable String name,
    @Schema(description = "Category, as in b, or in a if removed") MappingCategory category,
    @WideOnly
        @Schema(
            description = "Offset of the first mapping into the object; absent for other memory",
            example = "0x1000")
        @Nullable String offset,
    @WideOnly @Schema(description = "Number of mappings of a; 0 if added") int mappingsBefore,
    @WideOnly @Schema(description = "Number of mappings of b; 0 if removed") int mappingsAfter,
    @Schema(description = "Size of the mappings of a; absent if added") @Nullable Long beforeBytes,
    @Schema(description = "Size of the mappings of b; absent if removed") @Nullable Long afterBytes,
    @Schema(
            description = "Permissions of the first mapping of a; absent if added",
            example = "rw-p")
        @Nullable String permissionsBefore,
    @Schema(
            description = "Permissions of the first mapping of b; absent if removed",
            example = "rw-p")
        @Nullable String permissionsAfter,
    @WideOnly @Schema(description = "Number of mappings of a below the first; absent if added")
        @Nullable Integer ordinalBefore,
    @WideOnly @Schema(description = "Number of mappings of b below the first; absent if removed")
        @Nullable Integer ordinalAfter) {

  static MappingDiffView of(MappingDiff diff) {
    Side shown = diff.after().or(diff::before).orElseThrow();
    String name = shown.name().text();
    String pathBefore =
        diff.before().filter(Side::path).map(side -> side.name().text()).orElse(name);
    return new MappingDiffView(
        diff.type(),
        diff.changedBytes(),
        diff.certain() ? "certain" : "likely",
        shown.path() ? name : null,
        shown.path() && !pathBefore.equals(name) ? pathBefore : null,
        shown.path() || name.isEmpty() ? null : name,
        shown.category(),
        shown.printedOffset(),
        diff.before().map(Side::mappings).orElse(0),
        diff.after().map(Side::mappings).orElse(0),
        of(diff.before(), Side::virtualBytes),
        of(diff.after(), Side::virtualBytes),
        of(diff.before(), side -> side.permissions().toString()),
        of(diff.after(), side -> side.permissions().toString()),
        of(diff.before(), Side::ordinal),
        of(diff.after(), Side::ordinal));
  }

  private static <T> @Nullable T of(Optional<Side> side, Function<Side, T> value) {
    return side.map(value).orElse(null);
  }
}
