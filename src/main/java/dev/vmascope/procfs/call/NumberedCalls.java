package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// A caller of system calls by number (`syscall(2)`), for which libc has no functions.
public final class NumberedCalls {
  private static final int MOST_ARGUMENTS = 5;

  private static final MethodHandle SYSCALL =
      LibC.withErrno(
          "syscall",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));

  private NumberedCalls() {}

  /// Calls the kernel.
  ///
  /// @param arguments the first arguments, at most five; the others are 0
  /// @return the result, or the negative errno, in the kernel's own convention
  public static long call(long number, long... arguments) {
    long[] all = Arrays.copyOf(arguments, MOST_ARGUMENTS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(LibC.CALL_STATE);
      long value =
          (long) SYSCALL.invokeExact(state, number, all[0], all[1], all[2], all[3], all[4]);
      return value < 0 ? -(int) LibC.ERRNO.get(state, 0L) : value;
    } catch (Throwable e) {
      throw new LinkageError("syscall", e);
    }
  }
}
