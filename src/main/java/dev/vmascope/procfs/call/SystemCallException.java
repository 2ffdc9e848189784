package dev.vmascope.procfs.call;

import java.io.IOException;

/// The failure of a system call, with its error number.
public final class SystemCallException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  /// @param errno the number, as in `asm-generic/errno.h`
  /// @param message the words for it
  public SystemCallException(int errno, String message) {
    super(message);
    this.errno = errno;
  }

  int errno() {
    return errno;
  }
}
