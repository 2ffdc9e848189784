package dev.vmascope.sampling.tick;

import java.time.Duration;

/// The pace of ticks: an interval that grows while ticks take too long. Where a tick takes more
/// than half of its interval, the interval doubles until the tick would have fitted, so that a slow
/// machine has less to do at once; where one takes less than an eighth, it halves again, down to
/// the configured one.
final class SamplingPace {
  private static final int MOST_DOUBLINGS = 6;

  private final Duration configured;
  private Duration interval;

  SamplingPace(Duration configured) {
    this.configured = configured;
    interval = configured;
  }

  /// The time from the start of one tick to the start of the next.
  synchronized Duration interval() {
    return interval;
  }

  /// Takes note of the duration of a tick.
  ///
  /// @return whether the interval has changed
  synchronized boolean note(Duration took) {
    Duration before = interval;
    if (took.multipliedBy(2).compareTo(interval) > 0) {
      Duration longest = configured.multipliedBy(1L << MOST_DOUBLINGS);
      while (took.multipliedBy(2).compareTo(interval) > 0 && interval.compareTo(longest) < 0) {
        interval = interval.multipliedBy(2);
      }
    } else if (took.multipliedBy(8).compareTo(interval) < 0) {
      Duration half = interval.dividedBy(2);
      interval = half.compareTo(configured) < 0 ? configured : half;
    }
    return !interval.equals(before);
  }
}
