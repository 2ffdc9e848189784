package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The processor clock of a process (`clock_getcpuclockid(3)`). It needs no permission, opens
/// nothing and never waits.
public final class ProcessorClock {
  /// The clock of all threads of a process, user and system time (`CPUCLOCK_SCHED`,
  /// `linux/posix-timers_types.h`).
  private static final int SCHEDULED = 2;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final MethodHandle CLOCK_GETTIME =
      LibC.handle("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private ProcessorClock() {}

  /// The processor time of all threads so far, in nanoseconds. The kernel adds that of a thread
  /// that is running at its next tick.
  ///
  /// @param pid in the pid namespace of this service
  /// @return gone, if there is no such process (`EINVAL`)
  public static Outcome<Long> nanos(int pid) {
    MemorySegment time = LibC.buffer();
    try {
      int failed = (int) CLOCK_GETTIME.invokeExact((~pid << 3) | SCHEDULED, time);
      return failed == 0
          ? new Outcome.Ok<>(
              time.get(JAVA_LONG, 0) * NANOS_PER_SECOND + time.get(JAVA_LONG, Long.BYTES))
          : new Outcome.Gone<>(false);
    } catch (Throwable e) {
      throw new LinkageError("clock_gettime", e);
    }
  }
}
