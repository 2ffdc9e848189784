package dev.vmascope.procfs.scan;

import java.time.Duration;

/// The rejection or deferral of a page-table walk, to spare the process or the machine.
public final class ScanRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ScanDecision scan;
  private final Duration retryAfter;

  ScanRejectedException(ScanDecision scan, Duration retryAfter) {
    super(scan.file() + " of " + scan.pid() + " " + scan.decision());
    this.scan = scan;
    this.retryAfter = retryAfter;
  }

  /// The request and the decision: deferred or refused.
  public ScanDecision scan() {
    return scan;
  }

  /// The time after which a retry may succeed.
  public Duration retryAfter() {
    return retryAfter;
  }

  /// The whole seconds after which a retry may succeed.
  public long retryAfterSeconds() {
    return seconds(retryAfter);
  }

  /// The whole seconds of a wait, at least one.
  static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
