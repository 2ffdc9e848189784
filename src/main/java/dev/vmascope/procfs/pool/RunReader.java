package dev.vmascope.procfs.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// A reader of something cheap of many processes, which is not expected to hang. A reader thread
/// takes a run of processes at a time: waking it for each would cost more than the read.
///
/// @param <T> the type of what is read of a process
public final class RunReader<T> {
  private static final int RUN = 64;

  /// The maximum number of runs that wait for a thread, or are read.
  private static final int IN_FLIGHT = 4;

  private final ReaderPool pool;
  private final Supplier<ReadTally> accounts;
  private final BiConsumer<Integer, HungRead> hold;
  private final Read<T> read;
  private final T unknown;

  /// A read of one process.
  @FunctionalInterface
  public interface Read<T> {
    T read(int id, ReadTally account);
  }

  /// @param hold holds a process whose read hangs, until that read has ended
  /// @param unknown the result for each process of a run that hangs
  RunReader(
      ReaderPool pool,
      Supplier<ReadTally> accounts,
      BiConsumer<Integer, HungRead> hold,
      Read<T> read,
      T unknown) {
    this.pool = pool;
    this.accounts = accounts;
    this.hold = hold;
    this.read = read;
    this.unknown = unknown;
  }

  private final class Run {
    private final int size;
    private final ReadTally account = accounts.get();
    private final Optional<PoolRead<List<T>>> pending;

    Run(List<Integer> ids) {
      size = ids.size();
      pending = begin(ids);
    }

    private Optional<PoolRead<List<T>>> begin(List<Integer> ids) {
      try {
        return Optional.of(pool.begin(() -> read(ids), _ -> {}, pool.timeout()));
      } catch (ReaderBusyException | ReadsStuckException _) {
        return Optional.empty();
      }
    }

    private List<T> read(List<Integer> ids) {
      List<T> all = new ArrayList<>(size);
      for (int id : ids) {
        all.add(read.read(id, account));
      }
      return all;
    }

    List<T> await() {
      try {
        Optional<List<T>> ended = pending.flatMap(ProcessReads::await);
        if (ended.isPresent()) {
          return ended.get();
        }
        if (!account.writeOff() && pending.isPresent()) {
          account.process().ifPresent(process -> hold.accept(process, pending.get()));
        }
      } catch (ReaderBusyException _) {
        // As if it had not begun.
      }
      return Collections.nCopies(size, unknown);
    }
  }

  /// The results, in the order of the processes.
  public List<T> of(List<Integer> ids) {
    List<T> all = new ArrayList<>(ids.size());
    Deque<Run> begun = new ArrayDeque<>();
    try {
      for (int from = 0; from < ids.size(); from += RUN) {
        if (begun.size() == IN_FLIGHT) {
          all.addAll(begun.remove().await());
        }
        begun.add(new Run(ids.subList(from, Math.min(ids.size(), from + RUN))));
      }
    } finally {
      awaitAll(begun, all);
    }
    return all;
  }

  /// Waits for all, even if one of them fails: a run that hangs is written off by its waiter.
  private void awaitAll(Deque<Run> begun, List<T> all) {
    if (begun.isEmpty()) {
      return;
    }
    try {
      all.addAll(begun.remove().await());
    } finally {
      awaitAll(begun, all);
    }
  }
}
