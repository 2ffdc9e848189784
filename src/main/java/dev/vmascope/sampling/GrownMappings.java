package dev.vmascope.sampling;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Of what a process that grows has more than when it was first seen to grow.
///
/// @param since when that was
/// @param until when its mappings were last read
/// @param most what grew most, at most ten
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

  /// What grew of one name.
  ///
  /// @param mappings how many more there are; may be negative
  /// @param virtualBytes how much more there is; may be negative where there are more
  public record Grown(MappingTotals.Name name, int mappings, long virtualBytes) {
    /// What the mappings are used for.
    public MappingCategory category() {
      return name.category();
    }
  }

  /// The difference of two listings.
  static GrownMappings between(
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
