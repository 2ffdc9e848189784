package dev.vmascope.procfs;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts the reads of one look at a process, each exactly once: by the reader thread when it ends,
/// or as timed out by whoever writes the look off.
final class ReadAccount {
  private record InFlight(ProcFile file, long sinceNanos) {}

  private final ReadStatistics statistics;
  private final AtomicReference<@Nullable InFlight> inFlight = new AtomicReference<>();
  private volatile int process;

  ReadAccount(ReadStatistics statistics) {
    this.statistics = statistics;
  }

  /// Takes note of which process is read from now on.
  void goOnTo(int pid) {
    process = pid;
  }

  /// The process that is read; empty before the first was found.
  OptionalInt process() {
    return process == 0 ? OptionalInt.empty() : OptionalInt.of(process);
  }

  /// Reads a file and counts how that ended.
  <T> Outcome<T> counted(ProcFile file, Supplier<Outcome<T>> read) {
    InFlight started = new InFlight(file, System.nanoTime());
    inFlight.set(started);
    // What ends in an exception has broken off.
    OutcomeKind kind = OutcomeKind.PARTIAL;
    try {
      Outcome<T> outcome = read.get();
      kind = outcome.kind();
      return outcome;
    } finally {
      settle(started, kind);
    }
  }

  /// Counts the read that is under way, if any, as timed out.
  void writeOff() {
    InFlight hung = inFlight.get();
    if (hung != null) {
      settle(hung, OutcomeKind.TIMED_OUT);
    }
  }

  private void settle(InFlight read, OutcomeKind outcome) {
    if (inFlight.compareAndSet(read, null)) {
      statistics.count(read.file(), outcome, System.nanoTime() - read.sinceNanos());
    }
  }
}
