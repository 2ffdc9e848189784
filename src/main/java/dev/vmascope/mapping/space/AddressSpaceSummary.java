package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.text.RawText;
import java.util.List;
import java.util.OptionalLong;

/// The totals of a maps listing. The gate mapping `[vsyscall]` is not counted, as in the kernel's
/// own count.
///
/// @param count the number of mappings, which the kernel limits by `vm.max_map_count`
/// @param virtualBytes the sum of their sizes
/// @param byPermissions totals by the four letters, largest first
/// @param byPath totals by path, or by pseudo name where there is no path, largest first; unnamed
///   memory is not in it
/// @param namesLeftOut whether some names were not kept (limit 8 MiB): `byPath` lacks their
///   mappings
/// @param byCategory totals by category, largest first: their sum is the whole
/// @param largest the ten largest, largest first
/// @param gaps holes between neighbours
/// @param largestGapBytes the largest of these; absent where there is none
/// @param lowest the first address; absent without mappings
/// @param highest the last address; absent without mappings
/// @param usage the usage of all mappings together; no measure is known from `maps` alone
public record AddressSpaceSummary(
    int count,
    long virtualBytes,
    List<Total> byPermissions,
    List<Total> byPath,
    boolean namesLeftOut,
    List<CategoryTotal> byCategory,
    List<ClassifiedMapping> largest,
    int gaps,
    OptionalLong largestGapBytes,
    OptionalLong lowest,
    OptionalLong highest,
    Usage usage) {

  public AddressSpaceSummary {
    byPermissions = List.copyOf(byPermissions);
    byPath = List.copyOf(byPath);
    byCategory = List.copyOf(byCategory);
    largest = List.copyOf(largest);
  }

  /// The total of the mappings of one category.
  ///
  /// @param mappings the number of mappings
  /// @param virtualBytes the sum of their sizes
  /// @param usage the sum of their usage
  public record CategoryTotal(
      MappingCategory category, int mappings, long virtualBytes, Usage usage) {}

  /// The total of the mappings that share a key.
  ///
  /// @param key the shared key: permission letters, or a path
  /// @param mappings the number of mappings
  /// @param virtualBytes the sum of their sizes
  public record Total(RawText key, int mappings, long virtualBytes) {
    Total plus(Mapping mapping) {
      return new Total(key, mappings + 1, virtualBytes + mapping.sizeBytes());
    }
  }
}
