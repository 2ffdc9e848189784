package dev.vmascope.procfs.scan;

import java.time.Duration;

/// The limits on the cost of page-table walks.
///
/// @param budgetCores the share of one processor that all walks together may take in the long run
/// @param maxRead the limit on the estimate of one walk
/// @param cache the time for which a result is reused for the same request
public record ScanLimits(double budgetCores, Duration maxRead, Duration cache) {
  public ScanLimits {
    if (!(budgetCores > 0 && budgetCores <= 64)) {
      throw new IllegalArgumentException(
          "vmascope.scan.budget must be more than 0 and at most 64 (cores), got " + budgetCores);
    }
    if (maxRead.isNegative() || maxRead.isZero()) {
      throw new IllegalArgumentException("vmascope.scan.max-read must be positive, got " + maxRead);
    }
    if (cache.isNegative() || cache.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("vmascope.scan.cache must be 0s to 1m, got " + cache);
    }
  }
}
