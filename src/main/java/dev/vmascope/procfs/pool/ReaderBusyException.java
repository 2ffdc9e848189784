package dev.vmascope.procfs.pool;

/// The failure of a read because the service is at a limit of its own. The memory for listings is
/// used up, or all readers are busy. A retry a little later helps.
public final class ReaderBusyException extends RuntimeException {
  public ReaderBusyException() {
    super("all readers are busy, or the memory for listings is spent");
  }
}
