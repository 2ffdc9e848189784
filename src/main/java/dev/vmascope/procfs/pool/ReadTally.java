package dev.vmascope.procfs.pool;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A counter of the reads of one process, each counted exactly once. A read is counted by the
/// reader thread when it ends, or as timed out by the waiter that writes it off. Reads that may
/// hang are admitted by [HungReads] first.
public final class ReadTally {
  /// A read that is under way.
  private record InFlight(ProcFile file, long sinceNanos) {}

  /// The chain of reads that may hang, the innermost first.
  private record Waiting(HungReads.Read read, @Nullable Waiting outer) {}

  private final ReadStatistics statistics;
  private final HungReads hungReads;
  private final AtomicReference<@Nullable InFlight> inFlight = new AtomicReference<>();
  private volatile @Nullable Waiting waiting;
  private volatile @Nullable Subject subject;
  private volatile @Nullable Awaited placesTaken;

  public ReadTally(ReadStatistics statistics, HungReads hungReads) {
    this.statistics = statistics;
    this.hungReads = hungReads;
  }

  /// Sets the process that is read from now on.
  public void goOnTo(int pid) {
    subject = hungReads.known(pid);
  }

  /// The process that is read; empty before the first was found.
  OptionalInt process() {
    Subject now = subject;
    return now == null ? OptionalInt.empty() : OptionalInt.of(now.pid());
  }

  /// Whether the user of the process is known.
  public boolean knowsUser() {
    Subject now = subject;
    return now != null && now.user().isPresent();
  }

  /// Sets the user of the process.
  public void belongsTo(long user) {
    Subject now = subject;
    if (now != null) {
      subject = new Subject(now.pid(), OptionalLong.of(user), now.startTicks());
    }
  }

  /// Records the process, for later readings as well.
  public void remember(ProcessStat stat, ProcessStatus status) {
    Subject seen = new Subject(stat.pid(), status.user(), OptionalLong.of(stat.startTicks()));
    subject = seen;
    hungReads.remember(seen);
  }

  /// Reads a file and counts the outcome.
  ///
  /// @return timed out, without reading and counting, if it would hang
  public <T> Outcome<T> counted(ProcFile file, Supplier<Outcome<T>> read) {
    return counted(file, file.awaits(), read);
  }

  /// Reads a file that waits for another cause than usual, and counts the outcome.
  public <T> Outcome<T> counted(
      ProcFile file, Optional<Awaited> awaited, Supplier<Outcome<T>> read) {
    return awaited
        .map(waited -> guarded(waited, () -> count(file, read)))
        .orElseGet(() -> count(file, read));
  }

  private <T> Outcome<T> count(ProcFile file, Supplier<Outcome<T>> read) {
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

  /// Runs a read that may hang.
  ///
  /// @return timed out, without running it, if it would hang
  /// @throws PlacesTakenException if a retry after a short wait may succeed
  public <T> Outcome<T> guarded(Awaited awaited, Supplier<Outcome<T>> read) {
    Subject now = subject;
    if (now == null) {
      return read.get();
    }
    Waiting outer = waiting;
    Waiting inner;
    try {
      Optional<HungReads.Read> begun = hungReads.begin(now, awaited);
      if (begun.isEmpty()) {
        return new Outcome.TimedOut<>();
      }
      inner = new Waiting(begun.get(), outer);
    } catch (PlacesTakenException e) {
      placesTaken = awaited;
      throw e;
    }
    waiting = inner;
    try {
      return read.get();
    } finally {
      hungReads.end(inner.read());
      waiting = outer;
    }
  }

  /// Waits until the read that found no place may begin, or is rejected.
  ///
  /// @param endNanos the deadline of the wait
  /// @return false at the deadline, or if the thread is interrupted
  boolean awaitPlace(long endNanos) {
    Subject now = subject;
    Awaited taken = placesTaken;
    return now == null || taken == null || hungReads.awaitPlace(now, taken, endNanos);
  }

  /// Counts the read that is under way, if any, as timed out.
  ///
  /// @return whether it is one that may hang: others of this process may do so too
  boolean writeOff() {
    InFlight hung = inFlight.get();
    if (hung != null) {
      settle(hung, OutcomeKind.TIMED_OUT);
    }
    Waiting innermost = waiting;
    if (innermost == null || !hungReads.writeOff(innermost.read())) {
      return false;
    }
    for (Waiting outer = innermost.outer(); outer != null; outer = outer.outer()) {
      hungReads.end(outer.read());
    }
    return true;
  }

  private void settle(InFlight read, OutcomeKind outcome) {
    if (inFlight.compareAndSet(read, null)) {
      statistics.count(read.file(), outcome, System.nanoTime() - read.sinceNanos());
    }
  }
}
