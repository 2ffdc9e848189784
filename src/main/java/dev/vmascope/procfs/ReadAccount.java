package dev.vmascope.procfs;

import dev.vmascope.mapping.ProcessStat;
import dev.vmascope.mapping.ProcessStatus;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts the reads of one look at a process, each exactly once: by the reader thread when it ends,
/// or as timed out by whoever writes the look off. Asks before each that may be kept waiting
/// whether it may be begun.
final class ReadAccount {
  private record InFlight(ProcFile file, long sinceNanos) {}

  /// @param outer the one that this is a part of
  private record Waiting(HungReads.Read read, @Nullable Waiting outer) {}

  private final ReadStatistics statistics;
  private final HungReads hungReads;
  private final AtomicReference<@Nullable InFlight> inFlight = new AtomicReference<>();
  private volatile @Nullable Waiting waiting;
  private volatile @Nullable Subject subject;
  private volatile @Nullable Awaited placesTaken;

  ReadAccount(ReadStatistics statistics, HungReads hungReads) {
    this.statistics = statistics;
    this.hungReads = hungReads;
  }

  /// Takes note of which process is read from now on.
  void goOnTo(int pid) {
    subject = hungReads.known(pid);
  }

  /// The process that is read; empty before the first was found.
  OptionalInt process() {
    Subject now = subject;
    return now == null ? OptionalInt.empty() : OptionalInt.of(now.pid());
  }

  /// Whether it is known whose process is read.
  boolean knowsUser() {
    Subject now = subject;
    return now != null && now.user().isPresent();
  }

  /// Takes note of whose process is read.
  void belongsTo(long user) {
    Subject now = subject;
    if (now != null) {
      subject = new Subject(now.pid(), OptionalLong.of(user), now.startTicks());
    }
  }

  /// Takes note of the process that is read, for the looks to come as well.
  void remember(ProcessStat stat, ProcessStatus status) {
    Subject seen = new Subject(stat.pid(), status.user(), OptionalLong.of(stat.startTicks()));
    subject = seen;
    hungReads.remember(seen);
  }

  /// Reads a file and counts how that ended.
  ///
  /// @return timed out, without reading and counting it, if it would hang
  <T> Outcome<T> counted(ProcFile file, Supplier<Outcome<T>> read) {
    return counted(file, file.awaits(), read);
  }

  /// Reads a file in a way that waits for something else than most.
  <T> Outcome<T> counted(ProcFile file, Optional<Awaited> awaited, Supplier<Outcome<T>> read) {
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

  /// Makes a read that may be kept waiting.
  ///
  /// @return timed out, without making it, if it would hang
  /// @throws PlacesTakenException if it may be worth waiting a little and looking again
  <T> Outcome<T> guarded(Awaited awaited, Supplier<Outcome<T>> read) {
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

  /// Waits until the read may be begun, or must not be, for which there was no place.
  ///
  /// @param endNanos when to give up
  /// @return whether it came to that
  boolean awaitPlace(long endNanos) {
    Subject now = subject;
    Awaited taken = placesTaken;
    return now == null || taken == null || hungReads.awaitPlace(now, taken, endNanos);
  }

  /// Counts the read that is under way, if any, as timed out.
  ///
  /// @return whether it is one that is kept waiting: others of this process may do
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
