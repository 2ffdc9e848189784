package dev.vmascope.procfs;

import java.time.Duration;

/// A read that walks page tables was not made, to spare the process or the machine.
public final class ScanNotMadeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Scan scan;
  private final Duration retryAfter;

  ScanNotMadeException(Scan scan, Duration retryAfter) {
    super(scan.file() + " of " + scan.pid() + " " + scan.decision());
    this.scan = scan;
    this.retryAfter = retryAfter;
  }

  /// What was asked for, deferred or refused.
  public Scan scan() {
    return scan;
  }

  /// When it may be worth asking again.
  public Duration retryAfter() {
    return retryAfter;
  }
}
