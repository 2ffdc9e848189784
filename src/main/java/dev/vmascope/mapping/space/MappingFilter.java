package dev.vmascope.mapping.space;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.text.Glob;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A filter of the mappings of a listing. Every condition must hold; an absent one always holds.
///
/// @param kinds any of these; empty for all
/// @param categories any of these; empty for all
/// @param permissions four characters, `?` for any: `rw?p`
/// @param path over the path as text; a mapping without a path does not fit
/// @param minBytes at least this large
/// @param from ends above this address
/// @param to starts below this address
public record MappingFilter(
    Set<MappingKind> kinds,
    Set<MappingCategory> categories,
    Optional<String> permissions,
    Optional<Glob> path,
    long minBytes,
    OptionalLong from,
    OptionalLong to) {

  public MappingFilter {
    categories = Set.copyOf(categories);
    kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(kinds));
    if (permissions.isPresent() && !permissions.get().matches("[r?-][w?-][x?-][sp?]")) {
      throw new IllegalArgumentException(
          "expected four permission letters such as rw-p, with ? for any of a place, such as ?wx?");
    }
  }

  /// The filter that every mapping passes.
  public static MappingFilter all() {
    return new MappingFilter(
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        0,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /// Whether every mapping passes.
  public boolean isAll() {
    return equals(all());
  }

  /// Whether this mapping passes.
  public boolean accepts(ClassifiedMapping listed) {
    Mapping mapping = listed.mapping();
    return (categories.isEmpty() || categories.contains(listed.category()))
        && mapping.sizeBytes() >= minBytes
        && inRange(mapping.range())
        && (permissions.isEmpty() || fits(permissions.get(), mapping.permissions().toString()))
        && ((kinds.isEmpty() && path.isEmpty()) || accepts(listed.backing()));
  }

  private boolean inRange(AddressRange range) {
    return (from.isEmpty() || Long.compareUnsigned(range.end(), from.getAsLong()) > 0)
        && (to.isEmpty() || Long.compareUnsigned(range.start(), to.getAsLong()) < 0);
  }

  private static boolean fits(String pattern, String permissions) {
    for (int i = 0; i < permissions.length(); i++) {
      if (pattern.charAt(i) != '?' && pattern.charAt(i) != permissions.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean accepts(Backing backing) {
    boolean wantedKind = kinds.isEmpty() || kinds.contains(backing.kind());
    return wantedKind
        && (path.isEmpty()
            || (backing.path() != null && path.get().matches(backing.path().text())));
  }
}
