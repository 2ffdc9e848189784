package dev.vmascope.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// The recent measures of one address space, with their slopes.
///
/// A sample whose mappings were not read carries those of the last read. Such values are no points:
/// measures of mappings use samples whose mappings were read, or whose address space still has the
/// size that it had at the last read.
public final class GrowthWindow {
  /// The minimum number of points for the slope of a measure that has changed: fewer have no
  /// middle.
  private static final int LEAST_READS = 3;

  /// The number of points for a verdict that nothing grows: one in every other floor.
  private static final int READS_OF_VERDICT = Trend.FLOORS / 2;

  private final ThinnedPoints all;
  private final ThinnedPoints read;
  private MeasureValues before = MeasureValues.NONE;
  private MeasureValues whenRead = MeasureValues.NONE;

  /// @param length the length of the window
  public GrowthWindow(Duration length) {
    all = new ThinnedPoints(length);
    read = new ThinnedPoints(length);
  }

  /// Adds the measures at a time. Of samples that lie closer than a thirtieth of the window, the
  /// last one counts; samples that are not before this time are forgotten, since the wall clock has
  /// been set back.
  public void add(Instant at, MeasureValues values) {
    all.forgetAt(at);
    read.forgetAt(at);
    all.add(at, values);
    if (values.value(Measure.MAPPINGS).isPresent()) {
      if (!values.hasMappingsOf(before)) {
        whenRead = values;
      }
      if (values.hasSizeOf(whenRead) || values.areWhole()) {
        read.add(at, values);
      }
    }
    before = values;
  }

  /// The slopes per second of every measure that has been known for at least a third of the window
  /// without a break. There are none while that time is too short to distinguish growth from noise,
  /// and none of the mappings while they changed and were read fewer than three times.
  public Map<Measure, Double> slopes() {
    if (!all.spanEnough()) {
      return Map.of();
    }
    ThinnedPoints.Known known = all.known();
    ThinnedPoints.Known ofMappings = mappingsHaveSlopes() ? read.known() : ThinnedPoints.Known.NONE;
    Map<Measure, Double> zeros =
        MeasuresAtRest.slopes(
            (known.stood() & ~Measure.BITS_OF_MAPPINGS)
                | (ofMappings.stood() & Measure.BITS_OF_MAPPINGS));
    long moved =
        (known.moved() & ~Measure.BITS_OF_MAPPINGS)
            | (ofMappings.moved() & Measure.BITS_OF_MAPPINGS);
    if (moved == 0) {
      return zeros;
    }
    Map<Measure, Double> slopes = new HashMap<>(zeros);
    for (Measure measure : Measure.ofBits(moved)) {
      slope(measure).ifPresent(slope -> slopes.put(measure, slope));
    }
    return slopes;
  }

  private boolean mappingsHaveSlopes() {
    return read.size() >= LEAST_READS || read.mappingsStood();
  }

  /// The slope per second of one measure, as in [#slopes()].
  public OptionalDouble slope(Measure measure) {
    if (!measure.isOfMappings()) {
      return all.slope(measure);
    }
    return mappingsHaveSlopes() ? read.slope(measure) : OptionalDouble.empty();
  }

  /// Whether mappings were read often enough for a verdict that they do not grow.
  public boolean readsOften() {
    return read.size() >= READS_OF_VERDICT || (read.spanEnough() && read.mappingsStood());
  }
}
