package dev.vmascope.sampling;

import dev.vmascope.growth.Judgement;
import dev.vmascope.growth.Measure;
import dev.vmascope.growth.Verdict;
import dev.vmascope.mapping.MappingCategory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// How a process grows.
///
/// @param slopes a second, over the growth window; none until it has lived a third of it since it
///   was warm
/// @param judgements the verdicts on what can leak; none while it warms up
/// @param mappings which of its mappings have grown; absent unless it grows, and until they have
///   been read twice since
/// @param verdict the worst on any measure
public record Growth(
    Map<Measure, Double> slopes,
    Map<Measure, Judgement> judgements,
    Optional<GrownMappings> mappings,
    Verdict verdict) {
  /// Nothing is known yet.
  public static final Growth NONE = new Growth(Map.of(), Map.of(), Optional.empty());

  public Growth {
    slopes = Map.copyOf(slopes);
    judgements = Map.copyOf(judgements);
  }

  Growth(
      Map<Measure, Double> slopes,
      Map<Measure, Judgement> judgements,
      Optional<GrownMappings> mappings) {
    this(slopes, judgements, mappings, worst(judgements));
  }

  /// Whether any measure grows, leaks included.
  public boolean grows() {
    return verdict.compareTo(Verdict.GROWING) >= 0;
  }

  /// The category of mappings that is to blame: of those whose address space leaks, else of those
  /// where it grows, the one where it grows fastest; empty if there is none.
  public Optional<MappingCategory> blamed() {
    return Arrays.stream(MappingCategory.values())
        .filter(category -> verdict(category).compareTo(Verdict.GROWING) >= 0)
        .max(
            Comparator.<MappingCategory, Verdict>comparing(this::verdict)
                .thenComparingDouble(category -> slopes.getOrDefault(Measure.of(category), 0.0)));
  }

  private Verdict verdict(MappingCategory category) {
    return judgements.getOrDefault(Measure.of(category), Judgement.NONE).verdict();
  }

  private static Verdict worst(Map<Measure, Judgement> judgements) {
    Verdict worst = Verdict.UNKNOWN;
    for (Judgement judgement : judgements.values()) {
      worst = worst.worse(judgement.verdict());
    }
    return worst;
  }
}
