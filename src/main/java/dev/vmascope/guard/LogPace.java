package dev.vmascope.guard;

import java.util.OptionalLong;

/// A bound of how many lines are written down: some at once, then one in a while. Whoever causes a
/// line by a request chooses how often, and must not fill a disk by it; what is left out is
/// counted.
final class LogPace {
  private final int burst;
  private final long seconds;
  private long left;
  private long refilled = Long.MIN_VALUE;
  private long leftOut;

  /// @param burst how many lines may be written at once
  /// @param seconds after how many seconds there may be one more
  LogPace(int burst, long seconds) {
    this.burst = burst;
    this.seconds = seconds;
    left = burst;
  }

  /// Asks for one more to be written.
  ///
  /// @param now any count of seconds that goes on
  /// @return how many were left out since the last one that was written; empty if this one is to be
  ///   left out too
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
