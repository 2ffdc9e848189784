package dev.vmascope.trend;

import java.util.Arrays;
import java.util.OptionalDouble;

/// The slope of a noisy line: the median slope between all pairs of points. (Theil 1950, Sen 1968.)
/// With many points, 29 % of them may be anything without moving it far.
final class SenSlope {
  private SenSlope() {}

  /// The slope in units of `values` per unit of `times`, over the first `count` points.
  ///
  /// @param times ascending, strictly
  /// @return empty with fewer than two points
  static OptionalDouble of(double[] times, long[] values, int count) {
    if (count < 2) {
      return OptionalDouble.empty();
    }
    if (constant(values, count)) {
      return OptionalDouble.of(0);
    }
    double[] slopes = new double[count * (count - 1) / 2];
    int next = 0;
    for (int later = 1; later < count; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        slopes[next++] = (values[later] - values[earlier]) / (times[later] - times[earlier]);
      }
    }
    Arrays.sort(slopes);
    int middle = slopes.length / 2;
    return OptionalDouble.of(
        slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2);
  }

  private static boolean constant(long[] values, int count) {
    for (int i = 1; i < count; i++) {
      if (values[i] != values[0]) {
        return false;
      }
    }
    return true;
  }
}
