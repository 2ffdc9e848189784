package dev.vmascope.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The difference of a measure between its first sample that is kept and the last. It is no
/// verdict, and includes the warm-up of a process.
///
/// @param since the time of the first sample
/// @param until the time of the last sample, later
/// @param amount the increase, in the unit of the measure; negative for a decrease
public record Change(Instant since, Instant until, long amount) {
  public Change {
    if (!since.isBefore(until)) {
      throw new IllegalArgumentException("expected an end after " + since + ", got " + until);
    }
  }

  /// The difference between two samples; empty if one does not know the measure, or the second is
  /// not later.
  ///
  /// @param until the time at which the last value was read: that of mappings may be older than the
  ///   sample
  public static Optional<Change> between(
      Measure measure, TimedValues first, MeasureValues last, Instant until) {
    OptionalLong before = first.values().value(measure);
    OptionalLong now = last.value(measure);
    return before.isPresent() && now.isPresent() && first.at().isBefore(until)
        ? Optional.of(new Change(first.at(), until, now.getAsLong() - before.getAsLong()))
        : Optional.empty();
  }

  /// The amount per second.
  public double perSecond() {
    return amount / (Duration.between(since, until).toNanos() / 1e9);
  }
}
