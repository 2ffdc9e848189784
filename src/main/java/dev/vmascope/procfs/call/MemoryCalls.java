package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// The C library calls by which this service reserves address space of its own.
public final class MemoryCalls {
  /// `MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE`, `asm-generic/mman-common.h`.
  private static final int RESERVATION = 0x4022;

  private static final MethodHandle MMAP =
      LibC.withErrno(
          "mmap",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));

  private static final MethodHandle MUNMAP =
      LibC.handle("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));

  private MemoryCalls() {}

  /// `mmap(2)` of private memory that cannot be touched: address space, and nothing else.
  ///
  /// @param hint where it is wanted
  public static LibC.Result reserve(long hint, long bytes) {
    CallWorkspace own = CallWorkspace.ofThread();
    try {
      return own.result((long) MMAP.invokeExact(own.state(), hint, bytes, 0, RESERVATION, -1, 0L));
    } catch (Throwable e) {
      throw new LinkageError("mmap", e);
    }
  }

  /// `munmap(2)`, of what [#reserve] gave.
  public static void release(long address, long bytes) {
    try {
      int released = (int) MUNMAP.invokeExact(address, bytes);
      if (released != 0) {
        throw new IllegalStateException("munmap");
      }
    } catch (Throwable e) {
      throw new LinkageError("munmap", e);
    }
  }
}
