package dev.vmascope.growth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The difference of a measure between its first sample that is kept and the last: no verdict, and
/// what happens while a process warms up counts.
///
/// @param since when the first was taken
/// @param until when the last was, later
/// @param amount how much more there is, in the unit of the measure; negative if less
public record Change(Instant since, Instant until, long amount) {
  public Change {
    if (!since.isBefore(until)) {
      throw new IllegalArgumentException("expected an end after " + since + ", got " + until);
    }
  }

  /// What lies between two samples; empty if one does not know the measure, or is not the later.
  ///
  /// @param until when the value of the last was read: that of mappings may be older than the
  ///   sample
  public static Optional<Change> between(
      Measure measure, TimedValues first, MeasureValues last, Instant until) {
    OptionalLong before = first.values().value(measure);
    OptionalLong now = last.value(measure);
    return before.isPresent() && now.isPresent() && first.at().isBefore(until)
        ? Optional.of(new Change(first.at(), until, now.getAsLong() - before.getAsLong()))
        : Optional.empty();
  }

  /// The pace of it: the amount a second.
  public double perSecond() {
    return amount / (Duration.between(since, until).toNanos() / 1e9);
  }
}
