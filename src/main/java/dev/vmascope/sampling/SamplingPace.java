package dev.vmascope.sampling;

import java.time.Duration;

/// How long to leave between ticks. Where a tick takes more than half of its interval, the interval
/// doubles, as often as it takes until the tick would have fitted, so that a slow machine is asked
/// less at once; where one takes less than an eighth, it halves again, down to what was configured.
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

  /// Takes note of what a tick took.
  ///
  /// @return whether the interval is another one now
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
