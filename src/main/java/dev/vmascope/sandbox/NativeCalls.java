package dev.vmascope.sandbox;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// System calls by their numbers: the C library has no functions for most of them.
@SuppressWarnings("restricted")
final class NativeCalls {
  private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SYSCALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
              FunctionDescriptor.of(
                  JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
              Linker.Option.firstVariadicArg(1),
              Linker.Option.captureCallState("errno"));

  private NativeCalls() {}

  /// How a call ended.
  ///
  /// @param value what it gave; negative if it failed
  /// @param errno why it failed; 0 if it did not
  record Result(long value, int errno) {}

  /// Makes a call of the first so many arguments; the others are 0.
  static Result call(int number, long... arguments) {
    long[] all = Arrays.copyOf(arguments, 5);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      long value =
          (long) SYSCALL.invokeExact(state, (long) number, all[0], all[1], all[2], all[3], all[4]);
      return new Result(value, value < 0 ? (int) ERRNO.get(state, 0L) : 0);
    } catch (Throwable e) {
      throw new LinkageError("syscall", e);
    }
  }
}
