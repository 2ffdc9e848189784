package dev.vmascope.sampling;

import dev.vmascope.growth.Judgement;
import dev.vmascope.growth.Measure;
import dev.vmascope.growth.Verdict;
import dev.vmascope.mapping.MappingCategory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// How a process grows.
///
/// @param slopes a second, over the growth window; none until it has lived a third of it since it
///   was warm
/// @param judgements the verdicts on what can leak; none while it warms up
/// @param mappings which of its mappings have grown; absent unless it grows, and until they have
///   been read twice since
/// @param verdict the worst on any measure; unknown where none grows, and one is unknown
public record Growth(
    Map<Measure, Double> slopes,
    Map<Measure, Judgement> judgements,
    Optional<GrownMappings> mappings,
    Verdict verdict) {
  private static final double FLAT = 0.2;

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

  /// Whether memory grows, and the address space that grows with it is not a fifth as much: it goes
  /// to mappings that were there before.
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

  /// The category of mappings that is to blame: of those whose address space leaks, else of those
  /// where it grows, the one where it grows fastest; where memory fills what was mapped before, the
  /// one that it was seen to go to. Empty if there is none, or not yet.
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
    return judgements.getOrDefault(measure, Judgement.NONE).verdict();
  }

  private static Verdict worst(Map<Measure, Judgement> judgements) {
    Verdict worst = Verdict.UNKNOWN;
    boolean complete = true;
    for (Judgement judgement : judgements.values()) {
      worst = worst.worse(judgement.verdict());
      complete &= judgement.verdict() != Verdict.UNKNOWN;
    }
    return complete || worst.compareTo(Verdict.GROWING) >= 0 ? worst : Verdict.UNKNOWN;
  }
}
