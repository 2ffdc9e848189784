package dev.vmascope.procfs;

import java.time.Duration;

/// Limits of the governor for tests.
final class Limits {
  /// What holds by default.
  static final ScanLimits USUAL =
      new ScanLimits(0.01, Duration.ofMillis(50), Duration.ofSeconds(5));

  private Limits() {}
}
