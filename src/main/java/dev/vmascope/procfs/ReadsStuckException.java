package dev.vmascope.procfs;

/// So many reads never came back that no new ones are begun.
public final class ReadsStuckException extends RuntimeException {
  ReadsStuckException(int writtenOff) {
    super(writtenOff + " reads of the kernel have not come back");
  }
}
