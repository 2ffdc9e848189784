package dev.vmascope.growth;

import dev.vmascope.trend.Change;
import dev.vmascope.trend.Measure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The growth rates of a process or a group, by slope or by raw change. The change counts while the
/// slope is not known.
///
/// @param measures the measures that are ranked
/// @param slopes the known slopes, per second
/// @param changes the changes since the first sample
record GrowthRates(
    List<Measure> measures,
    Map<Measure, Double> slopes,
    Function<Measure, Optional<Change>> changes) {

  /// The growth per second, in the unit of the measure; 0 where it is unknown.
  double rate(Measure measure) {
    OptionalDouble slope = slope(measure);
    return slope.isPresent()
        ? slope.getAsDouble()
        : changes.apply(measure).map(Change::perSecond).orElse(0.0);
  }

  OptionalDouble slope(Measure measure) {
    return MeasureGrowthView.slope(slopes, measure);
  }

  /// The most telling measure: private memory if it grows at least half as fast as the fastest one
  /// in bytes, since address space alone costs little; otherwise that one; a count only where no
  /// size grows. Empty if none grows.
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
