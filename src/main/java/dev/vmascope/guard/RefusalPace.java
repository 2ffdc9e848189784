package dev.vmascope.guard;

import java.util.OptionalLong;

/// Bounds how many refusals are written down in a second. Whoever is refused chooses how often, and
/// must not fill a disk by it; what is left out is counted.
final class RefusalPace {
  private static final int MOST_A_SECOND = 20;

  private long second = Long.MIN_VALUE;
  private int written;
  private long leftOut;

  /// Asks for one more to be written.
  ///
  /// @param now any count of seconds that goes on
  /// @return how many were left out since the last one that was written; empty if this one is to be
  ///   left out too
  synchronized OptionalLong next(long now) {
    if (now != second) {
      second = now;
      written = 0;
    }
    if (written == MOST_A_SECOND) {
      leftOut++;
      return OptionalLong.empty();
    }
    written++;
    long before = leftOut;
    leftOut = 0;
    return OptionalLong.of(before);
  }
}
