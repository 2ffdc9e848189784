package dev.vmascope.procfs.call;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The memory for the arguments and results of one thread's calls.
final class CallWorkspace {
  private static final int LONGEST_PATH = 4096;
  private static final int BUFFER = 1 << 14;

  private static final ThreadLocal<CallWorkspace> OF_THREAD =
      ThreadLocal.withInitial(CallWorkspace::new);

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(LibC.CALL_STATE);
  private final MemorySegment path = arena.allocate(LONGEST_PATH);
  private final MemorySegment buffer = arena.allocate(BUFFER);

  private CallWorkspace() {}

  /// That of the thread that asks.
  static CallWorkspace ofThread() {
    return OF_THREAD.get();
  }

  /// The place of `errno` after a call.
  MemorySegment state() {
    return state;
  }

  /// The place of a path.
  MemorySegment path() {
    return path;
  }

  /// The place of what a call returns, 16 KiB.
  MemorySegment buffer() {
    return buffer;
  }

  /// Puts a path in place.
  ///
  /// @return false if it is longer than the kernel takes
  boolean takes(String text) {
    try {
      path.setString(0, text);
      return true;
    } catch (IndexOutOfBoundsException _) {
      return false;
    }
  }

  /// The result of a call, with its error.
  LibC.Result result(long value) {
    return new LibC.Result(value, value < 0 ? (int) LibC.ERRNO.get(state, 0L) : 0);
  }
}
