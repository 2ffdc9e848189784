package dev.vmascope.maps;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.Force;
import dev.vmascope.http.operation.Limit;
import dev.vmascope.http.operation.SortOrder;
import dev.vmascope.http.problem.NearestName;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.MappingFilter;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.procfs.pool.ProcFile;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The query parameters of a maps listing, as they were sent.
record MapsQuery(
    @Parameter(
            description =
                "Detail of each mapping; smaps walks page tables: see force, and /api/scans")
        @Schema(
            allowableValues = {"maps", "smaps"},
            defaultValue = "maps")
        @Nullable String detail,
    @Force("true: read smaps" + Force.ANYWAY) @Nullable String force,
    @Parameter(description = "Only mappings of this kind; repeat for more")
        @ArraySchema(schema = @Schema(implementation = MappingKind.class))
        @Nullable List<String> kind,
    @Parameter(description = "Only mappings of this category; repeat for more")
        @ArraySchema(schema = @Schema(implementation = MappingCategory.class))
        @Nullable List<String> category,
    @Parameter(
            description =
                "Only mappings with these permissions: four characters, ? for any, as in rw?p or ?wx?")
        @Nullable String permissions,
    @Parameter(
            description =
                "Only mappings whose whole path matches this glob, case-sensitive: *, ?, […]")
        @Nullable String path,
    @Parameter(
            description =
                "Only mappings of at least this size, in bytes or with a unit, as in 1MiB")
        @Schema(type = "integer", format = "int64")
        @Nullable String minBytes,
    @Parameter(description = "Only mappings that end above this address; hexadecimal, 0x optional")
        @Nullable String from,
    @Parameter(
            description = "Only mappings that start below this address; hexadecimal, 0x optional")
        @Nullable String to,
    @Parameter(
            description =
                SortOrder.DESCRIPTION
                    + ". Without, by address. A sorted answer is one page of at most 1000 mappings")
        @Nullable String sort,
    @Parameter(description = "Maximum number of mappings; all by default, 100 if sorted")
        @Schema(type = "integer")
        @Nullable String limit,
    @Parameter(description = "The value of next from the previous page") @Nullable String after,
    @Parameter(
            description =
                "allow: text and CSV even if the read is incomplete, which they cannot show")
        @Schema(allowableValues = "allow")
        @Nullable String partial,
    @Parameter(
            description =
                "Start time that the process must have, in clock ticks after boot; otherwise the answer is 410")
        @Schema(type = "integer", format = "int64")
        @Nullable String startTicks) {

  /// Rejects invalid parameters, before anything is read.
  void check() {
    filter(-1);
    order();
  }

  /// @param untagMask the address bits that are no tag
  MappingFilter filter(long untagMask) {
    Set<MappingKind> kinds = EnumSet.noneOf(MappingKind.class);
    for (String word : kind == null ? List.<String>of() : kind) {
      kinds.add(kindOf(word));
    }
    Set<MappingCategory> categories = EnumSet.noneOf(MappingCategory.class);
    for (String word : category == null ? List.<String>of() : category) {
      categories.add(
          MappingCategory.of(word)
              .orElseThrow(() -> oneOf("category", word, MappingCategory.values())));
    }
    long least = minBytes == null ? 0 : Parameters.bytes("minBytes", minBytes);
    OptionalLong above = address("from", from, untagMask);
    OptionalLong below = address("to", to, untagMask);
    Optional<Glob> glob = Optional.ofNullable(path).map(value -> Parameters.glob("path", value));
    try {
      return new MappingFilter(
          kinds, categories, Optional.ofNullable(permissions), glob, least, above, below);
    } catch (IllegalArgumentException e) {
      throw Parameters.invalid("permissions", String.valueOf(e.getMessage()));
    }
  }

  private static MappingKind kindOf(String word) {
    return MappingKind.of(word).orElseThrow(() -> oneOf("kind", word, MappingKind.values()));
  }

  private static ProblemException oneOf(String parameter, String sent, Enum<?>... words) {
    List<String> known = Arrays.stream(words).map(Enum::toString).toList();
    return Parameters.invalid(
        parameter,
        "expected one of " + String.join(", ", known) + NearestName.perhaps(sent, known));
  }

  private static OptionalLong address(String name, @Nullable String text, long untagMask) {
    return text == null
        ? OptionalLong.empty()
        : OptionalLong.of(Parameters.parse(name, text, Address::parse) & untagMask);
  }

  /// The order; empty for that of the addresses.
  Optional<MapsOrder<?>> order() {
    if (sort != null && after != null) {
      throw Parameters.invalid("after", "expected no cursor: a sorted answer is one page");
    }
    return Optional.ofNullable(sort).map(text -> MapsOrder.parse(text, file()));
  }

  OptionalInt pageSize() {
    if (sort != null) {
      return OptionalInt.of(Parameters.limit(limit, Limit.ROWS));
    }
    return limit == null
        ? OptionalInt.empty()
        : OptionalInt.of((int) Parameters.number("limit", limit, 1, Integer.MAX_VALUE));
  }

  boolean partialAllowed() {
    return Parameters.partialAllowed(partial);
  }

  /// The file with the requested detail.
  ProcFile file() {
    return Parameters.detail(detail, ProcFile.MAPS, ProcFile.SMAPS);
  }

  boolean forced() {
    return Parameters.flag("force", force);
  }
}
