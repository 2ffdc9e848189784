package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The failure of a system call, with its error number.
@SuppressWarnings("restricted")
public final class SystemCallException extends IOException {
  private static final long LONGEST_MESSAGE = 256;

  private static final MethodHandle STRERROR =
      LibC.handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private static final long serialVersionUID = 1;

  private final int errno;

  /// @param errno the number, as in `asm-generic/errno.h`
  /// @param message the words for it
  public SystemCallException(int errno, String message) {
    super(message);
    this.errno = errno;
  }

  /// The number, as in `asm-generic/errno.h`.
  public int errno() {
    return errno;
  }

  /// `strerror(3)`: the words for an error number, in the language of the process.
  public static String strerror(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(LONGEST_MESSAGE).getString(0);
    } catch (Throwable e) {
      throw new LinkageError("strerror", e);
    }
  }
}
