package dev.vmascope.maps;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.space.AddressSpaceSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The totals of the mappings of a process.
record MappingTotalsView(
    Mappings mappings,
    @Schema(description = "Totals by category, largest first; every mapping has one category")
        List<CategoryTotal> byCategory,
    @Schema(description = "Totals by permissions, largest first")
        List<PermissionsTotal> byPermissions,
    @Schema(description = "Totals by path or pseudo name, largest first; at most a hundred")
        List<PathTotal> byPath,
    @Schema(description = "Number of paths that byPath leaves out; absent if none")
        @Nullable Integer pathsLeftOut,
    @Schema(description = "The ten largest mappings") List<MappingView> largest,
    Gaps gaps,
    @Schema(description = "First mapped address; absent without the scope maps:addresses")
        @Nullable String lowest,
    @Schema(
            description =
                "First address after the last mapping, [vsyscall] not counted; absent without the scope"
                    + " maps:addresses")
        @Nullable String highest) {

  private static final int PATHS = 100;

  /// The number of mappings, and its limit.
  record Mappings(
      @Schema(description = "Number of mappings; [vsyscall] is not counted, as in the kernel")
          int count,
      @Schema(description = "Limit on the number of mappings (vm.max_map_count)")
          @Nullable Long limit,
      @Schema(
              description =
                  "Number of mappings that the process can still make; 0 beyond the limit")
          @Nullable Long left,
      @Schema(description = "count / limit; not clamped, can exceed 1 slightly")
          @Nullable Double utilisation) {}

  /// The totals of one category.
  record CategoryTotal(
      @Schema(example = "thread-stack") String category,
      int mappings,
      long virtualBytes,
      @Schema(description = "Resident set size; with detail=smaps") @Nullable Long residentBytes,
      @Schema(description = "Proportional set size; with detail=smaps")
          @Nullable Long proportionalBytes,
      @Schema(description = "Unique set size; with detail=smaps") @Nullable Long uniqueBytes,
      @Schema(description = "Swapped-out memory; with detail=smaps") @Nullable Long swapBytes) {
    /// The order by resident size where it is known, else as given.
    static final Comparator<CategoryTotal> LARGEST_FIRST =
        Comparator.comparing(
            CategoryTotal::residentBytes, Comparator.nullsLast(Comparator.reverseOrder()));

    static CategoryTotal of(AddressSpaceSummary.CategoryTotal total) {
      return new CategoryTotal(
          total.category().toString(),
          total.mappings(),
          total.virtualBytes(),
          UsageView.bytes(total.usage(), UsageField.RESIDENT),
          UsageView.bytes(total.usage(), UsageField.PROPORTIONAL),
          JsonOptional.of(total.usage().uniqueBytes()),
          UsageView.bytes(total.usage(), UsageField.SWAP));
    }
  }

  /// The totals of one combination of permissions.
  record PermissionsTotal(
      @Schema(example = "rw-p") String permissions, int mappings, long virtualBytes) {
    static PermissionsTotal of(AddressSpaceSummary.Total total) {
      return new PermissionsTotal(total.key().text(), total.mappings(), total.virtualBytes());
    }
  }

  /// The totals of one file or pseudo name.
  record PathTotal(
      @Schema(example = "/usr/lib/x86_64-linux-gnu/libc.so.6") String path,
      int mappings,
      long virtualBytes) {
    static PathTotal of(AddressSpaceSummary.Total total) {
      return new PathTotal(total.key().text(), total.mappings(), total.virtualBytes());
    }
  }

  /// The gaps between neighbouring mappings.
  record Gaps(
      @Schema(description = "Number of gaps; absent without the scope maps:addresses")
          @Nullable Integer count,
      @Schema(
              description =
                  "Size of the largest gap; without the scope maps:addresses rounded down to a power of two, and"
                      + " absent below 1 TiB")
          @Nullable Long largestBytes) {
    static Gaps of(AddressSpaceSummary summary, boolean addresses) {
      if (addresses) {
        return new Gaps(summary.gaps(), JsonOptional.of(summary.largestGapBytes()));
      }
      long largest = HiddenAddress.coarse(summary.largestGapBytes().orElse(0));
      return new Gaps(null, largest == 0 ? null : Long.valueOf(largest));
    }
  }

  /// @param limit `vm.max_map_count`, if known
  /// @param addresses whether the caller may see addresses
  static MappingTotalsView of(AddressSpaceSummary summary, OptionalLong limit, boolean addresses) {
    List<PathTotal> paths = summary.byPath().stream().limit(PATHS).map(PathTotal::of).toList();
    int leftOut = summary.byPath().size() - paths.size();
    Long known = JsonOptional.of(limit);
    return new MappingTotalsView(
        new Mappings(
            summary.count(),
            known,
            known == null ? null : Long.valueOf(Math.max(0, known - summary.count())),
            known == null ? null : (double) summary.count() / known),
        summary.byCategory().stream()
            .map(CategoryTotal::of)
            .sorted(CategoryTotal.LARGEST_FIRST)
            .toList(),
        summary.byPermissions().stream().map(PermissionsTotal::of).toList(),
        paths,
        leftOut == 0 ? null : Integer.valueOf(leftOut),
        summary.largest().stream()
            .map(listed -> addresses ? MappingView.of(listed) : MappingView.hidden(listed, null))
            .toList(),
        Gaps.of(summary, addresses),
        addresses ? address(summary.lowest()) : null,
        addresses ? address(summary.highest()) : null);
  }

  private static @Nullable String address(OptionalLong value) {
    return value.isPresent() ? Address.print(value.getAsLong()) : null;
  }
}
