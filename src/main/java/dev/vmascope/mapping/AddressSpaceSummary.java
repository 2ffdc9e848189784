package dev.vmascope.mapping;

import java.util.List;
import java.util.OptionalLong;

/// What a maps listing adds up to. The gate mapping `[vsyscall]` is left out of everything, as the
/// kernel leaves it out of its own count.
///
/// @param count the number of mappings, which the kernel limits by `vm.max_map_count`
/// @param virtualBytes the sum of their sizes
/// @param byPermissions totals by the four letters, largest first
/// @param byPath totals by path, or by pseudo name where there is no path, largest first; unnamed
///   memory is not in it
/// @param namesLeftOut whether there are more names than are kept (8 MiB): `byPath` lacks the
///   mappings of some
/// @param byCategory totals by category, largest first: their sum is the whole
/// @param largest the ten largest, largest first
/// @param gaps holes between neighbours
/// @param largestGapBytes the largest of these; absent where there is none
/// @param lowest the first address; absent without mappings
/// @param highest the last address; absent without mappings
/// @param usage how all of them are used; nothing is known of it from maps alone
public record AddressSpaceSummary(
    int count,
    long virtualBytes,
    List<Total> byPermissions,
    List<Total> byPath,
    boolean namesLeftOut,
    List<CategoryTotal> byCategory,
    List<ListedMapping> largest,
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

  /// The mappings of one category.
  ///
  /// @param mappings how many there are
  /// @param virtualBytes the sum of their sizes
  /// @param usage how they are used
  public record CategoryTotal(
      MappingCategory category, int mappings, long virtualBytes, Usage usage) {}

  /// The mappings that have something in common.
  ///
  /// @param key what they have in common: permission letters, or a path
  /// @param mappings how many there are
  /// @param virtualBytes the sum of their sizes
  public record Total(KernelText key, int mappings, long virtualBytes) {
    Total plus(Mapping mapping) {
      return new Total(key, mappings + 1, virtualBytes + mapping.sizeBytes());
    }
  }
}
