package dev.vmascope.procfs.pool;

/// The rejection of a file of a process that exceeds the limit of one read.
public final class TooLargeException extends RuntimeException {
  private final long limitBytes;

  public TooLargeException(long limitBytes) {
    super("more than " + limitBytes + " bytes");
    this.limitBytes = limitBytes;
  }

  /// The limit in bytes.
  public long limitBytes() {
    return limitBytes;
  }
}
