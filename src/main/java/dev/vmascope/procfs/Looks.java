package dev.vmascope.procfs;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Looks at processes, on the reader threads: each ends within its time-out, one way or another,
/// and nobody looks at a process whose reads hang.
final class Looks {
  private final ReaderPool pool;
  private final ReadStatistics statistics;
  private final Quarantine processes = new Quarantine();

  /// Those whose page tables are not walked for now; everything else of them is read.
  private final Quarantine walks = new Quarantine();

  Looks(ReaderPool pool, ReadStatistics statistics) {
    this.pool = pool;
    this.statistics = statistics;
  }

  /// What to read of a process.
  @FunctionalInterface
  interface Read<T> {
    Outcome<T> read(int id, ReadAccount account);
  }

  /// Begins a look that reads cheap files.
  <T> Look<T> begin(int id, Read<T> read) {
    return new Look<>(id, processes, pool.timeout(), read);
  }

  /// Begins a look that walks page tables, which may take long without anything being wrong.
  ///
  /// @param expected how long it will take
  <T> Look<T> beginWalk(int id, Duration expected, Read<T> read) {
    return new Look<>(id, walks, pool.patienceFor(expected), read);
  }

  /// Whether a process must not be read now.
  boolean isHeld(int id) {
    return processes.holds(id);
  }

  /// How many processes must not be read now, or not wholly.
  int held() {
    return heldProcesses().size();
  }

  /// Which.
  Set<Integer> heldProcesses() {
    Set<Integer> held = new HashSet<>(processes.held());
    held.addAll(walks.held());
    return held;
  }

  /// One look at one process that is under way.
  final class Look<T> {
    private final int id;
    private final Quarantine quarantine;
    private final ReadAccount account = new ReadAccount(statistics);
    private final Optional<ReaderPool.Pending<Outcome<T>>> pending;

    private Look(int id, Quarantine quarantine, Duration timeout, Read<T> read) {
      this.id = id;
      this.quarantine = quarantine;
      Supplier<Outcome<T>> work = () -> read.read(id, account);
      Consumer<Outcome<T>> discard = outcome -> outcome.value().ifPresent(Look::discard);
      boolean held = isHeld(id) || quarantine.holds(id);
      pending = held ? Optional.empty() : Optional.of(pool.begin(work, discard, timeout));
    }

    private static void discard(Object late) {
      if (late instanceof ListingReading reading) {
        reading.close();
      }
    }

    int id() {
      return id;
    }

    /// Waits a moment, and says whether that was enough.
    boolean comesSoon() {
      return pending.map(ReaderPool.Pending::endsSoon).orElse(true);
    }

    /// Waits for its end.
    ///
    /// @return timed out if it was written off, or never begun as others of the process hang
    Outcome<T> await() {
      Optional<Outcome<T>> outcome = pending.flatMap(Looks::await);
      if (outcome.isEmpty()) {
        pending.ifPresent(this::writeOff);
      }
      return outcome.orElseGet(Outcome.TimedOut::new);
    }

    /// The id may be that of a thread: the process that it belongs to is the one that hangs.
    private void writeOff(ReaderPool.Pending<?> stuck) {
      account.writeOff();
      quarantine.add(id, stuck);
      account.process().ifPresent(process -> quarantine.add(process, stuck));
    }
  }

  /// Waits for a read; empty if it was written off.
  static <T> Optional<T> await(ReaderPool.Pending<T> pending) {
    try {
      return Optional.of(pending.await());
    } catch (TimeoutException _) {
      return Optional.empty();
    }
  }
}
