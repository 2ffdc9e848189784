package dev.vmascope.procfs.scan;

import java.time.Duration;

/// A token bucket of processor time for page-table walks. It refills at a steady rate up to the
/// amount of one minute, and each walk is charged its real cost afterwards. Forced walks may leave
/// a debt, at most as large.
final class ScanBudget {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final double rate;
  private final double most;
  private double available;
  private long atNanos;

  /// @param rate the nanoseconds of processor time per nanosecond, which is a number of processors
  /// @param largestRead the limit of one walk; the bucket always has room for one of these
  ScanBudget(double rate, Duration largestRead, long nowNanos) {
    this.rate = rate;
    most = Math.max(rate * MINUTE_NANOS, (double) largestRead.toNanos());
    available = most;
    atNanos = nowNanos;
  }

  /// The time until there is enough for a walk; zero if there is now.
  Duration waitFor(Duration estimate, long nowNanos) {
    double missing = Math.min((double) estimate.toNanos(), most) - available(nowNanos);
    return missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(missing / rate));
  }

  /// Charges the cost of a walk.
  void spend(Duration cost, long nowNanos) {
    available = Math.max(-most, available(nowNanos) - cost.toNanos());
  }

  /// The used part of the largest amount: 0 to 1, with a debt up to 2.
  double usedRatio(long nowNanos) {
    return 1 - available(nowNanos) / most;
  }

  /// The amount at hand, in nanoseconds; negative in debt.
  double available(long nowNanos) {
    available = Math.min(most, available + rate * (nowNanos - atNanos));
    atNanos = nowNanos;
    return available;
  }
}
