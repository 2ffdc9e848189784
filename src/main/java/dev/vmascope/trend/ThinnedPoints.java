package dev.vmascope.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// The recent values of an address space, thinned to about thirty points.
final class ThinnedPoints {
  private static final int MOST = 30;

  private final Duration length;
  private final Deque<TimedValues> points = new ArrayDeque<>();

  /// @param length the age of the oldest point kept
  ThinnedPoints(Duration length) {
    this.length = length;
  }

  /// Adds the values at a time. Of points that lie closer than a thirtieth of the window, the last
  /// one counts.
  void add(Instant at, MeasureValues values) {
    if (points.size() >= 2 && tooClose()) {
      points.removeLast();
    }
    points.addLast(new TimedValues(at, sameAsLast(values)));
  }

  /// Drops points that are too old at a time, and those that are not before it: the wall clock has
  /// been set back.
  void forgetAt(Instant at) {
    while (!points.isEmpty() && !points.getLast().at().isBefore(at)) {
      points.removeLast();
    }
    while (!points.isEmpty() && points.getFirst().at().isBefore(at.minus(length))) {
      points.removeFirst();
    }
  }

  /// The last values, if these are the same: a process that does nothing costs one set of values,
  /// not thirty.
  private MeasureValues sameAsLast(MeasureValues values) {
    return !points.isEmpty() && points.getLast().values().equals(values)
        ? points.getLast().values()
        : values;
  }

  private boolean tooClose() {
    TimedValues last = points.removeLast();
    long between = nanos(last.at()) - nanos(points.getLast().at());
    points.addLast(last);
    return between < length.toNanos() / MOST;
  }

  int size() {
    return points.size();
  }

  /// Whether the points span a third of the window: less is too little to distinguish growth from
  /// noise.
  boolean spanEnough() {
    return !points.isEmpty()
        && Duration.between(points.getFirst().at(), points.getLast().at())
                .compareTo(length.dividedBy(3))
            >= 0;
  }

  /// Whether nothing has changed from the first point to the last.
  boolean stood() {
    // Loops, here and below: the simple compiler makes streams several times as slow.
    for (TimedValues point : points) {
      if (!point.values().equals(points.getFirst().values())) {
        return false;
      }
    }
    return true;
  }

  /// Whether the mappings have not changed from the first point to the last.
  boolean mappingsStood() {
    for (TimedValues point : points) {
      if (!point.values().hasMappingsOf(points.getFirst().values())) {
        return false;
      }
    }
    return true;
  }

  /// The slope per second of one measure over the points at the end that know it; empty where these
  /// span less than a third of the window.
  OptionalDouble slope(Measure measure) {
    double[] times = new double[points.size()];
    long[] values = new long[points.size()];
    int count = 0;
    for (TimedValues point : points) {
      if (point.values().knows(measure)) {
        times[count] = secondsSinceFirst(point);
        values[count++] = point.values().raw(measure.index());
      } else {
        count = 0;
      }
    }
    return count > 0 && times[count - 1] - times[0] >= length.toNanos() / 3e9
        ? SenSlope.of(times, values, count)
        : OptionalDouble.empty();
  }

  private double secondsSinceFirst(TimedValues point) {
    return (nanos(point.at()) - nanos(points.getFirst().at())) / 1e9;
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }
}
