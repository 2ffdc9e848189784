package dev.vmascope.bench.report;

import java.util.Arrays;

/// The median of some values, with the least and the most.
public record Spread(double median, double least, double most) {
  public Spread {
    if (!(least <= median && median <= most)) {
      throw new IllegalArgumentException(least + " ≤ " + median + " ≤ " + most);
    }
  }

  /// The spread of values; with an even number of them the median is between the middle two.
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /// A value that was measured once, or that is given.
  public static Spread exactly(double value) {
    return new Spread(value, value, value);
  }

  /// The same values, each divided by a positive number.
  public Spread dividedBy(long divisor) {
    return new Spread(median / divisor, least / divisor, most / divisor);
  }
}
