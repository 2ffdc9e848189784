package dev.vmascope.procfs;

/// A read that did not come back in time.
interface HungRead {
  /// Whether it has come back since.
  boolean hasEnded();
}
