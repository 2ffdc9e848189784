package dev.vmascope.growth;

import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.mapping.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The recent sizes of one address space, thinned to at most about thirty points, and how fast they
/// grow.
public final class GrowthWindow {
  /// The sizes whose growth is measured.
  public static final List<Size> MEASURES =
      List.of(Size.VIRTUAL, Size.RESIDENT, Size.ANONYMOUS, Size.SWAP);

  private static final int POINTS = 30;

  private record Point(Instant at, MemorySizes sizes) {}

  private final Duration length;
  private final Duration spacing;
  private final Deque<Point> points = new ArrayDeque<>();

  /// @param length how far back growth looks
  public GrowthWindow(Duration length) {
    this.length = length;
    spacing = length.dividedBy(POINTS);
  }

  /// Adds the sizes at a time. Of points that lie closer than a thirtieth of the window, the last
  /// one counts; points that are not before this time are forgotten, since the wall clock has been
  /// set back.
  public void add(Instant at, MemorySizes sizes) {
    while (!points.isEmpty() && !points.getLast().at().isBefore(at)) {
      points.removeLast();
    }
    if (points.size() >= 2 && tooClose()) {
      points.removeLast();
    }
    points.addLast(new Point(at, sizes));
    while (points.getFirst().at().isBefore(at.minus(length))) {
      points.removeFirst();
    }
  }

  private boolean tooClose() {
    Point last = points.removeLast();
    Duration between = Duration.between(points.getLast().at(), last.at());
    points.addLast(last);
    return between.compareTo(spacing) < 0;
  }

  /// The slopes in bytes per second, of every size that all points know. Empty while the points
  /// span less than a third of the window: too little to tell growth from noise.
  public Map<Size, Double> slopes() {
    Map<Size, Double> slopes = new EnumMap<>(Size.class);
    if (points.isEmpty() || span().compareTo(length.dividedBy(3)) < 0) {
      return slopes;
    }
    double[] times = new double[points.size()];
    long[] values = new long[points.size()];
    for (Size measure : MEASURES) {
      if (fill(measure, times, values)) {
        SenSlope.of(times, values, values.length).ifPresent(slope -> slopes.put(measure, slope));
      }
    }
    return slopes;
  }

  private Duration span() {
    return Duration.between(points.getFirst().at(), points.getLast().at());
  }

  private boolean fill(Size measure, double[] times, long[] values) {
    Instant first = points.getFirst().at();
    int next = 0;
    for (Point point : points) {
      OptionalLong bytes = point.sizes().bytes(measure);
      if (bytes.isEmpty()) {
        return false;
      }
      times[next] = Duration.between(first, point.at()).toNanos() / 1e9;
      values[next++] = bytes.getAsLong();
    }
    return true;
  }
}
