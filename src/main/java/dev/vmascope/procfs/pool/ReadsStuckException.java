package dev.vmascope.procfs.pool;

/// The rejection of a read because too many reads have never returned.
public final class ReadsStuckException extends RuntimeException {
  ReadsStuckException(int writtenOff) {
    super(writtenOff + " reads of the kernel have not come back");
  }
}
