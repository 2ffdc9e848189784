package dev.vmascope.bench.report;

import java.util.Locale;

/// A promised bound of a row.
public sealed interface Target {
  /// A largest ratio of the value to its reference.
  record RatioAtMost(double bound) implements Target {}

  /// A largest value, in the unit of the row.
  record AtMost(double bound) implements Target {}

  /// A smallest value, in the unit of the row.
  record AtLeast(double bound) implements Target {}

  /// The number that the value or the ratio is compared with.
  double bound();

  /// Whether a row keeps the promise; by its medians.
  ///
  /// @param ratio of the value to its reference; 0 without a reference
  default boolean met(double value, double ratio) {
    return switch (this) {
      case RatioAtMost(double bound) -> ratio <= bound;
      case AtMost(double bound) -> value <= bound;
      case AtLeast(double bound) -> value >= bound;
    };
  }

  /// The bound as tables have it.
  default String print(Unit unit) {
    return switch (this) {
      case RatioAtMost(double bound) ->
          String.format(Locale.ROOT, bound < 0.2 ? "≤ %.3f" : "≤ %.2f", bound);
      case AtMost(double bound) -> "≤ " + unit.print(bound);
      case AtLeast(double bound) -> "≥ " + unit.print(bound);
    };
  }
}
