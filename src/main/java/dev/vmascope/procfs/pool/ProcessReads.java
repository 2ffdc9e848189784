package dev.vmascope.procfs.pool;

import dev.vmascope.procfs.call.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The reads of processes on the reader threads, each bounded by a time-out. Reads of a quarantined
/// process fail at once with [Outcome.TimedOut].
public final class ProcessReads {
  private final ReaderPool pool;
  private final ReadStatistics statistics;
  private final HungReads hungReads;
  private final Quarantine<Integer> processes = new Quarantine<>();

  /// The processes whose page tables are not walked for now; everything else of them is read.
  private final Quarantine<Integer> walks = new Quarantine<>();

  /// @param hungReads the slow and hung reads, shared by all readers of the same processes
  public ProcessReads(ReaderPool pool, ReadStatistics statistics, HungReads hungReads) {
    this.pool = pool;
    this.statistics = statistics;
    this.hungReads = hungReads;
  }

  /// A read of a process.
  @FunctionalInterface
  public interface Read<T> {
    Outcome<T> read(int id, ReadTally account);
  }

  /// Begins a read of cheap files.
  public <T> PendingRead<T> begin(int id, Read<T> read) {
    return new PendingRead<>(id, processes, pool.timeout(), read);
  }

  /// Begins a page-table walk, which may take long without any fault.
  ///
  /// @param expected the expected duration
  public <T> PendingRead<T> beginWalk(int id, Duration expected, Read<T> read) {
    return new PendingRead<>(id, walks, pool.patienceFor(expected), read);
  }

  /// A reader of something cheap of many processes, which is not expected to hang.
  ///
  /// @param unknown the result for each process of a run that hangs all the same
  public <T> RunReader<T> runs(RunReader.Read<T> read, T unknown) {
    return new RunReader<>(
        pool, () -> new ReadTally(statistics, hungReads), processes::add, read, unknown);
  }

  /// Whether a process must not be read now.
  public boolean isHeld(int id) {
    return processes.holds(id);
  }

  /// The number of processes that must not be read now, or not completely.
  int held() {
    return heldProcesses().size();
  }

  /// The processes that must not be read now, or not completely.
  public Set<Integer> heldProcesses() {
    Set<Integer> held = new HashSet<>(processes.held());
    held.addAll(walks.held());
    return held;
  }

  /// A read of one process that is under way.
  public final class PendingRead<T> {
    private final int id;
    private final Quarantine<Integer> quarantine;
    private final Duration timeout;
    private final Read<T> read;
    private ReadTally account;
    private Optional<PoolRead<Outcome<T>>> pending;

    private PendingRead(int id, Quarantine<Integer> quarantine, Duration timeout, Read<T> read) {
      this.id = id;
      this.quarantine = quarantine;
      this.timeout = timeout;
      this.read = read;
      account = new ReadTally(statistics, hungReads);
      pending = begin(account);
    }

    private Optional<PoolRead<Outcome<T>>> begin(ReadTally counting) {
      if (isHeld(id) || quarantine.holds(id)) {
        return Optional.empty();
      }
      Supplier<Outcome<T>> work = () -> read.read(id, counting);
      Consumer<Outcome<T>> discard = outcome -> outcome.value().ifPresent(PendingRead::discard);
      try {
        return Optional.of(pool.begin(work, discard, timeout));
      } catch (ReadsStuckException _) {
        return Optional.empty();
      }
    }

    private void beginAgain() {
      account = new ReadTally(statistics, hungReads);
      pending = begin(account);
    }

    private static void discard(Object late) {
      if (late instanceof Closeable reading) {
        try {
          reading.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    int id() {
      return id;
    }

    /// Whether it ends within a short wait.
    boolean comesSoon() {
      return pending.map(PoolRead::endsSoon).orElse(true);
    }

    /// Waits for its end. If a file hangs that others may wait for, the process is read once more,
    /// without that file.
    ///
    /// @return timed out if it was written off, or never begun as others of the process hang
    public Outcome<T> await() {
      // Whoever holds the places has begun already: within one time-out he has them no more, or is
      // written off. The other is for those who are late to notice.
      long endNanos = System.nanoTime() + 2 * pool.timeout().toNanos();
      boolean repeated = false;
      while (true) {
        try {
          Optional<Outcome<T>> outcome = pending.flatMap(ProcessReads::await);
          if (outcome.isPresent() || pending.isEmpty()) {
            return outcome.orElseGet(Outcome.TimedOut::new);
          }
          boolean mayRepeat = pending.filter(this::writeOff).isPresent() && !repeated;
          if (!mayRepeat) {
            return new Outcome.TimedOut<>();
          }
          repeated = true;
        } catch (PlacesTakenException _) {
          if (!account.awaitPlace(endNanos)) {
            return new Outcome.TimedOut<>();
          }
        }
        beginAgain();
      }
    }

    /// The id may be that of a thread: the process that it belongs to is the one that hangs.
    ///
    /// @return whether other files of the process may be read
    private boolean writeOff(PoolRead<?> stuck) {
      if (account.writeOff()) {
        return true;
      }
      quarantine.add(id, stuck);
      account.process().ifPresent(process -> quarantine.add(process, stuck));
      return false;
    }
  }

  /// Waits for a read; empty if it was written off.
  public static <T> Optional<T> await(PoolRead<T> pending) {
    try {
      return Optional.of(pending.await());
    } catch (TimeoutException _) {
      return Optional.empty();
    }
  }
}
