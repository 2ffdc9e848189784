package dev.vmascope.procfs.pool;

/// A read that did not return within its time-out.
interface HungRead {
  /// Whether it has returned since.
  boolean hasEnded();
}
