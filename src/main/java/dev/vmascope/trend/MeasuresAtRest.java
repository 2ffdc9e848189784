package dev.vmascope.trend;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The slopes and verdicts of processes at rest. All that know the same measures share one map, so
/// that a process costs neither memory nor garbage.
final class MeasuresAtRest {
  /// The maximum number of maps that are kept. Kernels show few different sets of measures.
  private static final int MOST = 512;

  private static final MeasureVerdict STOOD =
      new MeasureVerdict(Verdict.STEADY, false, Optional.empty());

  private static final Map<Long, Map<Measure, Double>> SLOPES = new ConcurrentHashMap<>();

  private static final Map<Judged, Map<Measure, MeasureVerdict>> VERDICTS =
      new ConcurrentHashMap<>();

  private record Judged(long steady, long unknown) {
    /// Written out, like the next one: each tick looks up one for every process, and the generated
    /// ones go through method handles, which the simple compiler does not inline.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Judged that && steady == that.steady && unknown == that.unknown;
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(steady) + Long.hashCode(unknown);
    }
  }

  private MeasuresAtRest() {}

  /// A slope of 0 for each of some measures.
  ///
  /// @param measures a bit for each, by index
  static Map<Measure, Double> slopes(long measures) {
    return shared(
        SLOPES,
        measures,
        () ->
            Measure.ofBits(measures).stream()
                .collect(Collectors.toUnmodifiableMap(measure -> measure, _ -> 0.0)));
  }

  /// The verdicts on measures that have never left their first value.
  ///
  /// @param steady a bit for each that has had it for long enough, by index
  /// @param unknown a bit for each of the others
  static Map<Measure, MeasureVerdict> verdicts(long steady, long unknown) {
    return shared(
        VERDICTS,
        new Judged(steady, unknown),
        () ->
            Measure.ofBits(steady | unknown).stream()
                .collect(
                    Collectors.toUnmodifiableMap(
                        measure -> measure,
                        measure -> (steady & measure.bit()) != 0 ? STOOD : MeasureVerdict.NONE)));
  }

  private static <K, V> V shared(Map<K, V> known, K key, Supplier<V> made) {
    V before = known.get(key);
    if (before != null) {
      return before;
    }
    V fresh = made.get();
    if (known.size() < MOST) {
      known.put(key, fresh);
    }
    return fresh;
  }
}
