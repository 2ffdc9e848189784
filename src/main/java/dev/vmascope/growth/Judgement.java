package dev.vmascope.growth;

import java.util.Optional;

/// What is to be said of a measure.
///
/// @param bounded whether it fills memory that was mapped before, so that it ends by itself (a Java
///   heap up to `-Xmx`); then it is no leak
/// @param trend what the verdict rests on; absent while the verdict is unknown
public record Judgement(Verdict verdict, boolean bounded, Optional<Trend> trend) {
  /// Nothing is known.
  public static final Judgement NONE = new Judgement(Verdict.UNKNOWN, false, Optional.empty());
}
