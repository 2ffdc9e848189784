package dev.vmascope.growth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The recent measures of one address space, thinned to at most about thirty points, and how fast
/// they grow.
public final class GrowthWindow {
  private static final int POINTS = 30;

  private record Point(Instant at, MeasureValues values) {}

  private final Duration length;
  private final Duration spacing;
  private final Deque<Point> points = new ArrayDeque<>();

  /// @param length how far back growth looks
  public GrowthWindow(Duration length) {
    this.length = length;
    spacing = length.dividedBy(POINTS);
  }

  /// Adds the measures at a time. Of points that lie closer than a thirtieth of the window, the
  /// last one counts; points that are not before this time are forgotten, since the wall clock has
  /// been set back.
  public void add(Instant at, MeasureValues values) {
    while (!points.isEmpty() && !points.getLast().at().isBefore(at)) {
      points.removeLast();
    }
    if (points.size() >= 2 && tooClose()) {
      points.removeLast();
    }
    points.addLast(new Point(at, sameAsLast(values)));
    while (points.getFirst().at().isBefore(at.minus(length))) {
      points.removeFirst();
    }
  }

  /// A process that does nothing costs one set of values, not thirty.
  private MeasureValues sameAsLast(MeasureValues values) {
    return !points.isEmpty() && points.getLast().values().equals(values)
        ? points.getLast().values()
        : values;
  }

  private boolean tooClose() {
    Point last = points.removeLast();
    Duration between = Duration.between(points.getLast().at(), last.at());
    points.addLast(last);
    return between.compareTo(spacing) < 0;
  }

  /// The slopes a second, of every measure that has been known for at least a third of the window
  /// on end. None while that is too short: too little to tell growth from noise.
  public Map<Measure, Double> slopes() {
    if (points.isEmpty()) {
      return Map.of();
    }
    MeasureValues last = points.getLast().values();
    if (allAre(last)) {
      return stood(last);
    }
    Map<Measure, Double> slopes = new HashMap<>();
    for (Measure measure : Measure.ALL) {
      slope(measure).ifPresent(slope -> slopes.put(measure, slope));
    }
    return slopes;
  }

  private boolean allAre(MeasureValues values) {
    for (Point point : points) {
      if (!point.values().equals(values)) {
        return false;
      }
    }
    return true;
  }

  /// The slope a second of one measure, as in [#slopes()].
  public OptionalDouble slope(Measure measure) {
    double[] times = new double[points.size()];
    long[] values = new long[points.size()];
    int count = fill(measure, times, values);
    return count > 0 && times[count - 1] - times[0] >= length.toNanos() / 3e9
        ? SenSlope.of(times, values, count)
        : OptionalDouble.empty();
  }

  /// Nothing has changed.
  private Map<Measure, Double> stood(MeasureValues values) {
    Duration span = Duration.between(points.getFirst().at(), points.getLast().at());
    if (span.compareTo(length.dividedBy(3)) < 0) {
      return Map.of();
    }
    return values.zeroSlopes();
  }

  /// The points at the end that know a measure.
  ///
  /// @return how many
  private int fill(Measure measure, double[] times, long[] values) {
    if (points.isEmpty()) {
      return 0;
    }
    Instant first = points.getFirst().at();
    int count = 0;
    for (Point point : points) {
      OptionalLong value = point.values().value(measure);
      if (value.isEmpty()) {
        count = 0;
      } else {
        times[count] = Duration.between(first, point.at()).toNanos() / 1e9;
        values[count++] = value.getAsLong();
      }
    }
    return count;
  }
}
