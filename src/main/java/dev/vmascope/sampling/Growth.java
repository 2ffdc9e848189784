package dev.vmascope.sampling;

import dev.vmascope.growth.Judgement;
import dev.vmascope.growth.Measure;
import dev.vmascope.growth.Verdict;
import java.util.Map;

/// How a process grows.
///
/// @param slopes a second, over the growth window; none until it has lived a third of it since it
///   was warm
/// @param judgements the verdicts on what can leak; none while it warms up
public record Growth(Map<Measure, Double> slopes, Map<Measure, Judgement> judgements) {
  /// Nothing is known yet.
  public static final Growth NONE = new Growth(Map.of(), Map.of());

  public Growth {
    slopes = Map.copyOf(slopes);
    judgements = Map.copyOf(judgements);
  }

  /// The worst verdict on any measure.
  public Verdict verdict() {
    Verdict worst = Verdict.UNKNOWN;
    for (Judgement judgement : judgements.values()) {
      worst = worst.worse(judgement.verdict());
    }
    return worst;
  }
}
