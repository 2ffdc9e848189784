package dev.vmascope.procfs;

/// A file of a process is larger than what the service reads of one at most.
public final class TooLargeException extends RuntimeException {
  private final long limitBytes;

  TooLargeException(long limitBytes) {
    super("more than " + limitBytes + " bytes");
    this.limitBytes = limitBytes;
  }

  /// The most that is read.
  public long limitBytes() {
    return limitBytes;
  }
}
