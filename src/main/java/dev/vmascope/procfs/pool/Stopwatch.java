package dev.vmascope.procfs.pool;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// A stopwatch of a reading.
///
/// @param at the time at which the reading began
public record Stopwatch(Instant at, long beganNanos) {
  public static Stopwatch start(Clock clock) {
    return new Stopwatch(clock.instant(), System.nanoTime());
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /// The stamp of the reading, if it ends now.
  public Consistency stamp(int reads, boolean atomic, boolean complete) {
    return new Consistency(at, elapsed(), reads, atomic, complete);
  }
}
