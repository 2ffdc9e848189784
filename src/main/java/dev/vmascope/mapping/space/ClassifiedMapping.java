package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.CategorySource;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.proc.SmapsEntry;
import dev.vmascope.mapping.text.RawText;

/// A mapping of a listing with its category, which depends on its neighbours.
///
/// @param entry the kernel's text, parsed; without measures where the listing has none
/// @param mapping the mapping of the entry, without the part that the listing had shown already
///   where the mapping grew downwards during the read
/// @param backing the mapped object
/// @param category the use of the mapping
/// @param categorySource the source of the category
public record ClassifiedMapping(
    SmapsEntry entry,
    Mapping mapping,
    Backing backing,
    MappingCategory category,
    CategorySource categorySource) {
  /// The name: the path of the mapped object, else the pseudo name; empty if it has neither.
  public RawText name() {
    RawText path = backing.path();
    return path != null ? path : mapping.name();
  }

  /// The usage of the mapping; no measure is known from `maps` alone.
  public Usage usage() {
    return entry.usage();
  }
}
