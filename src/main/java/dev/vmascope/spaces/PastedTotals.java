package dev.vmascope.spaces;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.space.AddressSpaceSummary;
import dev.vmascope.pasted.line.Lack;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The totals of a posted listing. What its format lacks is absent.
@Schema(name = "PastedTotals")
record PastedTotals(
    @Schema(description = "Number of mappings; [vsyscall] is not counted, as in the kernel")
        int mappings,
    @Schema(description = "Sum of their sizes") long virtualBytes,
    @Schema(description = "Resident set size; only of formats with measures")
        @Nullable Long residentBytes,
    @Schema(description = "Proportional set size; only of formats with measures")
        @Nullable Long proportionalBytes,
    @Schema(
            description =
                "Totals by category, largest first; absent for formats without permissions")
        @Nullable List<CategoryTotal> byCategory,
    @Schema(
            description =
                "Totals by permissions, largest first; absent for formats without permissions")
        @Nullable List<Total> byPermissions,
    @Schema(description = "Totals by path or pseudo name, largest first; at most a hundred")
        List<Total> byPath,
    @Schema(description = "First mapped address; absent without the scope maps:addresses")
        @Nullable String lowest,
    @Schema(
            description =
                "First address after the last mapping, [vsyscall] not counted; absent without the scope"
                    + " maps:addresses")
        @Nullable String highest) {
  private static final int PATHS = 100;

  /// The total of one category.
  @Schema(name = "PastedCategoryTotal")
  record CategoryTotal(
      @Schema(example = "thread-stack") String category,
      int mappings,
      long virtualBytes,
      @Schema(description = "Resident set size; only of formats with measures")
          @Nullable Long residentBytes) {}

  /// The total of the mappings that share a key.
  @Schema(name = "PastedTotal")
  record Total(
      @Schema(description = "Shared permissions, path or pseudo name", example = "rw-p") String key,
      int mappings,
      long virtualBytes) {
    static Total of(AddressSpaceSummary.Total total) {
      return new Total(total.key().text(), total.mappings(), total.virtualBytes());
    }
  }

  static PastedTotals of(AddressSpaceSummary sums, Set<Lack> lacks, boolean addresses) {
    boolean permissions = !lacks.contains(Lack.PERMISSIONS);
    return new PastedTotals(
        sums.count(),
        sums.virtualBytes(),
        bytes(sums.usage(), UsageField.RESIDENT),
        bytes(sums.usage(), UsageField.PROPORTIONAL),
        permissions ? sums.byCategory().stream().map(PastedTotals::category).toList() : null,
        permissions ? sums.byPermissions().stream().map(Total::of).toList() : null,
        sums.byPath().stream().limit(PATHS).map(Total::of).toList(),
        addresses ? address(sums.lowest()) : null,
        addresses ? address(sums.highest()) : null);
  }

  private static CategoryTotal category(AddressSpaceSummary.CategoryTotal total) {
    return new CategoryTotal(
        total.category().toString(),
        total.mappings(),
        total.virtualBytes(),
        bytes(total.usage(), UsageField.RESIDENT));
  }

  private static @Nullable Long bytes(Usage usage, UsageField field) {
    return JsonOptional.of(usage.bytes(field));
  }

  private static @Nullable String address(OptionalLong value) {
    return value.isPresent() ? Address.print(value.getAsLong()) : null;
  }
}
