package dev.vmascope.procfs;

import java.time.Duration;

/// Processor time to spend on walking page tables: it grows at a steady rate up to what a minute
/// brings, and each read takes its real cost out of it, afterwards. Forced reads may leave a debt,
/// at most as large.
final class ScanBudget {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final double rate;
  private final double most;
  private double available;
  private long atNanos;

  /// @param rate nanoseconds that a nanosecond brings, which is a number of processors
  /// @param largestRead what one read may cost; there is always room for one of these
  ScanBudget(double rate, Duration largestRead, long nowNanos) {
    this.rate = rate;
    most = Math.max(rate * MINUTE_NANOS, (double) largestRead.toNanos());
    available = most;
    atNanos = nowNanos;
  }

  /// How long to wait until there is enough for a read; zero if there is now.
  Duration waitFor(Duration estimate, long nowNanos) {
    double missing = Math.min((double) estimate.toNanos(), most) - available(nowNanos);
    return missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(missing / rate));
  }

  /// Takes what a read has cost.
  void spend(Duration cost, long nowNanos) {
    available = Math.max(-most, available(nowNanos) - cost.toNanos());
  }

  /// How much of what there may be at most has been spent: 0 to 1, with a debt up to 2.
  double usedRatio(long nowNanos) {
    return 1 - available(nowNanos) / most;
  }

  /// What there is, in nanoseconds; negative in debt.
  double available(long nowNanos) {
    available = Math.min(most, available + rate * (nowNanos - atNanos));
    atNanos = nowNanos;
    return available;
  }
}
