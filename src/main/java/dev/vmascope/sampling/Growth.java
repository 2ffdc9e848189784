package dev.vmascope.sampling;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureVerdict;
import dev.vmascope.trend.Verdict;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The growth of a process: slopes, verdicts and the grown mappings.
///
/// @param slopes per second, over the growth window; none until the process has lived a third of
///   the window since it was warm
/// @param judgements the verdicts on the measures that can leak; none during the warm-up
/// @param mappings the mappings that have grown; absent unless the process grows, and until they
///   have been read twice since
/// @param verdict the worst verdict on any measure; unknown where none grows, and one is unknown
/// @param fastest the largest slope of the measures that can leak and are counted in bytes; 0 if
///   none of them grows
public record Growth(
    Map<Measure, Double> slopes,
    Map<Measure, MeasureVerdict> judgements,
    Optional<GrownMappings> mappings,
    Verdict verdict,
    double fastest) {
  private static final double FLAT = 0.2;

  private static final List<Measure> RANKED =
      LeakDetector.JUDGED.stream().filter(Measure::inBytes).toList();

  /// No growth known yet.
  public static final Growth NONE = new Growth(Map.of(), Map.of(), Optional.empty());

  public Growth {
    slopes = Map.copyOf(slopes);
    judgements = Map.copyOf(judgements);
  }

  public Growth(
      Map<Measure, Double> slopes,
      Map<Measure, MeasureVerdict> judgements,
      Optional<GrownMappings> mappings) {
    this(slopes, judgements, mappings, worst(judgements), fastest(slopes));
  }

  private static double fastest(Map<Measure, Double> slopes) {
    double fastest = 0;
    for (Measure measure : RANKED) {
      fastest = Math.max(fastest, slopes.getOrDefault(measure, 0.0));
    }
    return fastest;
  }

  /// Whether any measure grows, leaks included.
  public boolean grows() {
    return verdict.compareTo(Verdict.GROWING) >= 0;
  }

  /// Whether memory grows, and growing mappings account for less than a fifth of it: the rest goes
  /// to mappings that existed before.
  public boolean fillsWhatWasMapped() {
    Verdict ofMemory = verdict(Measure.PRIVATE).worse(verdict(Measure.SHARED_MEMORY));
    double memory = slope(Measure.PRIVATE) + slope(Measure.SHARED_MEMORY);
    double mapped = 0;
    Verdict ofMappings = Verdict.UNKNOWN;
    for (MappingCategory category : MappingCategory.values()) {
      if (grows(category)) {
        mapped += slope(Measure.of(category));
        ofMappings = ofMappings.worse(verdict(Measure.of(category)));
      }
    }
    return ofMemory.compareTo(Verdict.GROWING) >= 0
        && ofMemory.compareTo(ofMappings) >= 0
        && mapped < FLAT * memory;
  }

  private double slope(Measure measure) {
    return Math.max(0, slopes.getOrDefault(measure, 0.0));
  }

  /// The category of mappings that causes the growth. It is the fastest of those whose address
  /// space leaks, otherwise of those whose address space grows; where memory fills earlier
  /// mappings, the category that it was seen to go to. Empty if there is none, or not yet.
  public Optional<MappingCategory> blamed(Supplier<Optional<MappingCategory>> filled) {
    return fillsWhatWasMapped() ? filled.get() : blamedForAddressSpace();
  }

  private Optional<MappingCategory> blamedForAddressSpace() {
    return Arrays.stream(MappingCategory.values())
        .filter(this::grows)
        .max(
            Comparator.<MappingCategory, Verdict>comparing(
                    category -> verdict(Measure.of(category)))
                .thenComparingDouble(category -> slopes.getOrDefault(Measure.of(category), 0.0)));
  }

  private boolean grows(MappingCategory category) {
    return verdict(Measure.of(category)).compareTo(Verdict.GROWING) >= 0;
  }

  /// The verdict on one measure; unknown if it is not judged.
  public Verdict verdict(Measure measure) {
    return judgements.getOrDefault(measure, MeasureVerdict.NONE).verdict();
  }

  private static Verdict worst(Map<Measure, MeasureVerdict> judgements) {
    Verdict worst = Verdict.UNKNOWN;
    boolean complete = true;
    for (MeasureVerdict judgement : judgements.values()) {
      worst = worst.worse(judgement.verdict());
      complete &= judgement.verdict() != Verdict.UNKNOWN;
    }
    return complete || worst.compareTo(Verdict.GROWING) >= 0 ? worst : Verdict.UNKNOWN;
  }
}
