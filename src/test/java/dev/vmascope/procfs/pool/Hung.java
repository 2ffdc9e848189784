package dev.vmascope.procfs.pool;

import java.time.Duration;
import java.util.OptionalLong;

/// Reads that hang, of tests.
public final class Hung {
  /// The user id of the service.
  static final long SELF = 999;

  private Hung() {}

  /// None as yet, where a read is slow at once.
  public static HungReads reads() {
    return new HungReads(OptionalLong.of(SELF), Duration.ofMillis(20));
  }
}
