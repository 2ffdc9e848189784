package dev.vmascope.trend;

import java.util.Arrays;

/// The trend of twelve floors. A floor is the minimum of a measure in one of twelve equal blocks of
/// time, so that what comes and goes within a block does not count.
///
/// @param kendall the sum of the signs of all 66 differences between a floor and a later one
///   (Kendall's S; Mann 1945, Kendall 1975)
/// @param slope per second: the median of the slopes between all pairs (Theil 1950, Sen 1968)
/// @param slopeLow the slope that a tenth of the pairs are below
/// @param slopeHigh the slope that a tenth of the pairs are above
/// @param rise the slope times the time from the first floor to the last
/// @param rises whether they go up by enough, steadily, to the end, and not in one step
/// @param falls whether they go down by enough
public record Trend(
    int kendall,
    double slope,
    double slopeLow,
    double slopeHigh,
    double rise,
    boolean rises,
    boolean falls) {

  /// The number of floors for a trend.
  public static final int FLOORS = 12;

  /// The number of their pairs.
  public static final int PAIRS = FLOORS * (FLOORS - 1) / 2;

  /// The least Kendall sum of a rise: 50 of the 66 pairs go up, one chance in a hundred without a
  /// trend.
  private static final int LEAST_KENDALL = 34;

  private static final double LEAST_SHARE = 0.03;

  /// The factor from the median absolute deviation of normal noise to its standard deviation.
  private static final double NORMAL = 1.4826;

  /// @param floors twelve, in order of time
  /// @param blockSeconds the length of a block
  /// @param least the minimum rise in any case; it must also be 3 % of the median floor
  static Trend of(long[] floors, double blockSeconds, long least) {
    if (floors.length != FLOORS) {
      throw new IllegalArgumentException("expected twelve floors, got " + floors.length);
    }
    double[] slopes = new double[PAIRS];
    int kendall = 0;
    int pair = 0;
    for (int later = 1; later < FLOORS; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        kendall += Long.compare(floors[later], floors[earlier]);
        slopes[pair++] =
            ((double) (floors[later] - floors[earlier])) / ((later - earlier) * blockSeconds);
      }
    }
    Arrays.sort(slopes);
    double slope = median(slopes, 0, PAIRS);
    double rise = slope * blockSeconds * (FLOORS - 1);
    double noise = NORMAL * deviation(floors, slope * blockSeconds);
    double enough =
        Math.max(Math.max(LEAST_SHARE * medianOf(floors, 0, FLOORS), (double) least), 4 * noise);
    boolean up = kendall >= LEAST_KENDALL && rise >= enough;
    return new Trend(
        kendall,
        slope,
        slopes[PAIRS / 10],
        slopes[PAIRS - 1 - PAIRS / 10],
        rise,
        up
            && goesOn(floors, 2 * noise)
            && !isStep(floors)
            && endsHigh(floors, 2 * noise + 0.1 * rise),
        kendall <= -LEAST_KENDALL && -rise >= enough);
  }

  /// Whether the last third rises at least half as much as the one before and, apart from noise,
  /// four fifths as much: neither a plateau nor a fill that slows down or has ended.
  private static boolean goesOn(long[] floors, double allowance) {
    double first = medianOf(floors, 0, 4);
    double second = medianOf(floors, 4, 8);
    double third = medianOf(floors, 8, 12);
    double before = second - first;
    double now = third - second;
    return before > 0 && now > 0 && now >= 0.5 * before && now >= 0.8 * before - allowance;
  }

  private static boolean isStep(long[] floors) {
    long largest = Long.MIN_VALUE;
    for (int i = 1; i < FLOORS; i++) {
      largest = Math.max(largest, floors[i] - floors[i - 1]);
    }
    double range = (double) max(floors) - Arrays.stream(floors).min().orElseThrow();
    return largest > 0.4 * range;
  }

  private static boolean endsHigh(long[] floors, double allowance) {
    return (double) floors[FLOORS - 1] >= max(floors) - allowance;
  }

  private static long max(long[] floors) {
    return Arrays.stream(floors).max().orElseThrow();
  }

  /// The median distance from the line.
  private static double deviation(long[] floors, double slopePerBlock) {
    double[] residuals = new double[FLOORS];
    for (int i = 0; i < FLOORS; i++) {
      residuals[i] = (double) floors[i] - slopePerBlock * i;
    }
    double[] sorted = residuals.clone();
    Arrays.sort(sorted);
    double middle = median(sorted, 0, FLOORS);
    double[] distances = Arrays.stream(residuals).map(r -> Math.abs(r - middle)).sorted().toArray();
    return median(distances, 0, FLOORS);
  }

  /// The median of some of the floors.
  static double medianOf(long[] floors, int from, int to) {
    double[] part = Arrays.stream(floors, from, to).asDoubleStream().sorted().toArray();
    return median(part, 0, part.length);
  }

  private static double median(double[] sorted, int from, int to) {
    int middle = (from + to) / 2;
    return (to - from) % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
