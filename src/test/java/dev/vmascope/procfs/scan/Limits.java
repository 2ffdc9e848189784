package dev.vmascope.procfs.scan;

import java.time.Duration;

/// Limits of the governor for tests.
public final class Limits {
  /// What holds by default.
  public static final ScanLimits USUAL =
      new ScanLimits(0.01, Duration.ofMillis(50), Duration.ofSeconds(5));

  /// As good as no limits, and no reading answers for another one.
  public static final ScanLimits NONE = new ScanLimits(64, Duration.ofMinutes(1), Duration.ZERO);

  private Limits() {}
}
