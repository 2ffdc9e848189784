package dev.vmascope.live;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.process.ProcessReading;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The decision whether the mappings of a process may have changed since they were read. They have
/// not where its processor clock stands still: nobody else changes them, but for a `vfork` child
/// and the holder of a userfaultfd. So they are read once a minute in any case.
///
/// Where that clock cannot be read, its sizes decide; these do not show every change, so every
/// fifth decision is to read.
final class ActivityGate {
  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int LOOKS = 5;

  private final ProcFs procFs;
  private final int pid;
  private final LongSupplier nanoTime;
  private Outcome<Long> processorNanos;
  private Optional<State> state = Optional.empty();
  private long openedNanos;
  private int closed;

  /// The sizes and the number of threads of a process.
  private record State(MemorySizes sizes, int threads) {
    static State of(ProcessReading reading) {
      return new State(reading.sizes(), reading.stat().threads());
    }
  }

  /// @param nanoTime a clock like [System#nanoTime]
  ActivityGate(ProcFs procFs, int pid, LongSupplier nanoTime) {
    this.procFs = procFs;
    this.pid = pid;
    this.nanoTime = nanoTime;
    processorNanos = procFs.host().processorNanos(pid);
    openedNanos = nanoTime.getAsLong();
  }

  /// Whether the mappings must be read now.
  boolean opens() {
    Outcome<Long> now = procFs.host().processorNanos(pid);
    boolean idle =
        switch (now) {
          case Outcome.Ok<Long> _ -> now.equals(processorNanos);
          case Outcome.NotApplicable<Long> _ -> isSameState() && ++closed < LOOKS;
          case Outcome.Gone<Long> _,
              Outcome.Denied<Long> _,
              Outcome.Malformed<Long> _,
              Outcome.Partial<Long> _,
              Outcome.TimedOut<Long> _ ->
              false;
        };
    processorNanos = now;
    if (idle && nanoTime.getAsLong() - openedNanos < LONGEST_NANOS) {
      return false;
    }
    openedNanos = nanoTime.getAsLong();
    closed = 0;
    return true;
  }

  /// Whether the process has certainly ended.
  boolean isEnded() {
    return procFs.host().processorNanos(pid) instanceof Outcome.Gone<Long>;
  }

  private boolean isSameState() {
    Optional<State> now = procFs.read(pid).value().map(State::of);
    boolean same = now.isPresent() && now.equals(state);
    state = now;
    return same;
  }

  /// Opens the gate for the next decision: what was read is of no use.
  void open() {
    processorNanos = new Outcome.TimedOut<>();
    closed = LOOKS;
  }
}
