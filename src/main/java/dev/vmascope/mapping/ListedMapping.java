package dev.vmascope.mapping;

/// One mapping of a listing, with what its place among the others tells.
///
/// @param entry the kernel's text, parsed; without measures where the listing has none
/// @param mapping what the entry says, less what the listing had shown already where the mapping
///   grew downwards while it was read
/// @param backing what is mapped
/// @param category what it is used for
/// @param categorySource how that is known
public record ListedMapping(
    SmapsEntry entry,
    Mapping mapping,
    Backing backing,
    MappingCategory category,
    CategorySource categorySource) {
  /// What it is called: the path of what is mapped, else the pseudo name; empty if it has neither.
  public KernelText name() {
    KernelText path = backing.path();
    return path != null ? path : mapping.name();
  }

  /// How it is used; nothing is known of it from maps alone.
  public Usage usage() {
    return entry.usage();
  }
}
