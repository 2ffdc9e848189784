package dev.vmascope.bench.report;

import java.util.Optional;
import java.util.OptionalDouble;

/// A measured row: a value, and what it is compared with in the same run.
///
/// @param promise the promise that it proves, such as `S1`; `–` for none
/// @param what the same text in each run: rows of several runs are matched by it
/// @param unit of the value and of the reference
/// @param reference absent where the value stands alone
/// @param target absent where nothing is promised
/// @param size absent unless the row is a point of a plot
/// @param note what else this run says; may be empty
public record Row(
    String promise,
    String what,
    Unit unit,
    Spread value,
    Optional<Reference> reference,
    Optional<Target> target,
    Optional<Size> size,
    String note) {
  public Row {
    if (target.filter(Target.RatioAtMost.class::isInstance).isPresent() && reference.isEmpty()) {
      throw new IllegalArgumentException(what + ": a ratio to nothing");
    }
    if (reference.filter(other -> other.value().least() <= 0).isPresent()) {
      throw new IllegalArgumentException(what + ": a ratio to nothing that takes time");
    }
  }

  /// What a value is compared with.
  public record Reference(String name, Spread value) {}

  /// The amount of work behind a row, which a plot has as its horizontal axis.
  ///
  /// @param of what is counted, such as `mappings`
  /// @param line the name of the values in the plot
  public record Size(String of, String line, double count) {}

  /// A row without reference and target.
  public static Row of(String promise, String what, Unit unit, Spread value) {
    return new Row(
        promise, what, unit, value, Optional.empty(), Optional.empty(), Optional.empty(), "");
  }

  public Row against(String name, Spread other) {
    return new Row(
        promise, what, unit, value, Optional.of(new Reference(name, other)), target, size, note);
  }

  public Row target(Target bound) {
    return new Row(promise, what, unit, value, reference, Optional.of(bound), size, note);
  }

  public Row size(String of, String line, long count) {
    Optional<Size> counted = Optional.of(new Size(of, line, (double) count));
    return new Row(promise, what, unit, value, reference, target, counted, note);
  }

  public Row note(String text) {
    return new Row(promise, what, unit, value, reference, target, size, text);
  }

  /// The ratio of the medians; absent without a reference.
  public OptionalDouble ratio() {
    return reference
        .map(other -> OptionalDouble.of(value.median() / other.value().median()))
        .orElse(OptionalDouble.empty());
  }
}
