package dev.vmascope.diff;

import dev.vmascope.mapping.MappingCategory;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sums of the difference between two listings, by category. They are computed from addresses
/// alone, in one run over both, and keep nothing of the mappings.
///
/// @param byCategory a category without mappings in both listings is not in it
public record SumsByCategory(Map<MappingCategory, CategoryDiff> byCategory) {
  public SumsByCategory {
    Map<MappingCategory, CategoryDiff> copy = new EnumMap<>(MappingCategory.class);
    copy.putAll(byCategory);
    byCategory = Collections.unmodifiableMap(copy);
  }

  /// Adds up two listings.
  ///
  /// @throws IOException of the listings
  public static SumsByCategory of(MappingSource before, MappingSource after) throws IOException {
    Adder adder = new Adder();
    PlacedMappings olds = new PlacedMappings(before);
    PlacedMappings currents = new PlacedMappings(after);
    ElementaryIntervals.forEach(
        () -> adder.take(olds, false), () -> adder.take(currents, true), adder::add);
    return new SumsByCategory(adder.sums);
  }

  /// The sum over all categories.
  public CategoryDiff total() {
    return byCategory.values().stream().reduce(CategoryDiff.NONE, CategoryDiff::plus);
  }

  /// A collector of sums.
  private static final class Adder {
    private final Map<MappingCategory, CategoryDiff> sums = new EnumMap<>(MappingCategory.class);

    @Nullable PlacedMapping take(PlacedMappings from, boolean now) throws IOException {
      PlacedMapping next = from.head();
      if (next != null) {
        add(
            next,
            now ? CategoryDiff.ofAfter(next.mapping()) : CategoryDiff.ofBefore(next.mapping()));
        from.advance();
      }
      return next;
    }

    void add(@Nullable PlacedMapping old, @Nullable PlacedMapping current, long sizeBytes) {
      if (old != null
          && current != null
          && (old.isEqualTo(current) || Lineage.of(old).equals(Lineage.of(current)))) {
        if (!old.isAsProtectedAs(current)) {
          add(current, CategoryDiff.reprotected(sizeBytes));
        }
        return;
      }
      if (old != null) {
        add(old, CategoryDiff.unmapped(sizeBytes));
      }
      if (current != null) {
        add(current, CategoryDiff.mapped(sizeBytes));
      }
    }

    private void add(PlacedMapping mapping, CategoryDiff part) {
      sums.merge(mapping.listed().category(), part, CategoryDiff::plus);
    }
  }
}
