package dev.vmascope.trend;

import java.util.Optional;

/// The verdict on a measure, with the trend behind it.
///
/// @param bounded whether it fills memory that was mapped before, so that it ends by itself (a Java
///   heap up to `-Xmx`); then it is no leak
/// @param trend the trend behind the verdict; absent while the verdict is unknown
public record MeasureVerdict(Verdict verdict, boolean bounded, Optional<Trend> trend) {
  /// No verdict.
  public static final MeasureVerdict NONE =
      new MeasureVerdict(Verdict.UNKNOWN, false, Optional.empty());
}
