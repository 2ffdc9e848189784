package dev.vmascope.sampling;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.space.MappingTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The mappings, by name, that were added since the process was first judged to grow.
///
/// @param since the time of that verdict
/// @param until the time at which its mappings were last read
/// @param most the names with the largest growth, at most ten
public record GrownMappings(Instant since, Instant until, List<Grown> most) {
  private static final int MOST = 10;

  private static final Comparator<Grown> BY_GROWTH =
      Comparator.comparingLong(Grown::virtualBytes)
          .thenComparingInt(Grown::mappings)
          .reversed()
          .thenComparing(grown -> grown.name().text().latin1());

  public GrownMappings {
    most = List.copyOf(most);
  }

  /// The growth of one name.
  ///
  /// @param mappings the increase of their number; may be negative
  /// @param virtualBytes the increase of their size; may be negative where the number has grown
  public record Grown(MappingTotals.Name name, int mappings, long virtualBytes) {
    /// The use of the mappings.
    public MappingCategory category() {
      return name.category();
    }
  }

  /// The difference of two listings.
  public static GrownMappings between(
      Instant since,
      Map<MappingTotals.Name, MappingTotals.Extent> before,
      Instant until,
      Map<MappingTotals.Name, MappingTotals.Extent> now) {
    List<Grown> grown = new ArrayList<>();
    now.forEach((name, extent) -> {
      MappingTotals.Extent was = before.getOrDefault(name, MappingTotals.Extent.NONE);
      Grown more =
          new Grown(
              name, extent.mappings() - was.mappings(), extent.virtualBytes() - was.virtualBytes());
      if (more.virtualBytes() > 0 || more.mappings() > 0) {
        grown.add(more);
      }
    });
    return new GrownMappings(since, until, grown.stream().sorted(BY_GROWTH).limit(MOST).toList());
  }
}
