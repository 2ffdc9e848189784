package dev.vmascope.http.guard;

import java.util.OptionalLong;

/// A rate limit on log lines: a burst, then one per interval. Clients choose how often they cause a
/// line, and must not fill a disk; suppressed lines are counted.
final class LogPace {
  private final int burst;
  private final long seconds;
  private long left;
  private long refilled = Long.MIN_VALUE;
  private long leftOut;

  /// @param burst the number of lines that may be logged at once
  /// @param seconds the interval after which one more line is allowed
  LogPace(int burst, long seconds) {
    this.burst = burst;
    this.seconds = seconds;
    left = burst;
  }

  /// Requests permission for one more line.
  ///
  /// @param now a monotonic time in seconds
  /// @return the number of lines suppressed since the last permitted one; empty if this one is
  ///   suppressed too
  synchronized OptionalLong next(long now) {
    if (refilled == Long.MIN_VALUE) {
      refilled = now;
    }
    long more = Math.max(0, (now - refilled) / seconds);
    refilled += more * seconds;
    left = Math.min(burst, left + more);
    if (left == 0) {
      leftOut++;
      return OptionalLong.empty();
    }
    left--;
    long before = leftOut;
    leftOut = 0;
    return OptionalLong.of(before);
  }
}
