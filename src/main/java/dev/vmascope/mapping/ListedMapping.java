package dev.vmascope.mapping;

/// One mapping of a listing, with what its place among the others tells.
///
/// @param entry the kernel's text, parsed; without measures where the listing has none
/// @param backing what is mapped
/// @param category what it is used for
/// @param categorySource how that is known
public record ListedMapping(
    SmapsEntry entry, Backing backing, MappingCategory category, CategorySource categorySource) {
  /// The mapping.
  public Mapping mapping() {
    return entry.mapping();
  }

  /// How it is used; nothing is known of it from maps alone.
  public Usage usage() {
    return entry.usage();
  }
}
