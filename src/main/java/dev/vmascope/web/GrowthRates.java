package dev.vmascope.web;

import dev.vmascope.growth.Change;
import dev.vmascope.growth.Measure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The paces at which a process or a group grows: by slope, and while that is not known, by change.
///
/// @param measures those that count
/// @param slopes a second, of those that are known
/// @param changes since the first sample
record GrowthRates(
    List<Measure> measures,
    Map<Measure, Double> slopes,
    Function<Measure, Optional<Change>> changes) {

  /// What a second adds, in the unit of the measure; 0 where nothing is known of it.
  double rate(Measure measure) {
    OptionalDouble slope = slope(measure);
    return slope.isPresent()
        ? slope.getAsDouble()
        : changes.apply(measure).map(Change::perSecond).orElse(0.0);
  }

  OptionalDouble slope(Measure measure) {
    return MeasureGrowthView.slope(slopes, measure);
  }

  /// The measure that tells most of these: private memory if it grows at least half as fast as the
  /// fastest in bytes, since address space alone costs little; else that one; one that is counted
  /// only where none in bytes grows. Empty if none grows.
  Optional<Measure> foremost() {
    Optional<Measure> fastest = fastest(true);
    boolean memory =
        measures.contains(Measure.PRIVATE)
            && fastest.isPresent()
            && rate(Measure.PRIVATE) >= rate(fastest.get()) / 2;
    return memory ? Optional.of(Measure.PRIVATE) : fastest.or(() -> fastest(false));
  }

  private Optional<Measure> fastest(boolean inBytes) {
    return measures.stream()
        .filter(measure -> measure.inBytes() == inBytes && rate(measure) > 0)
        .max(Comparator.comparingDouble(this::rate));
  }
}
