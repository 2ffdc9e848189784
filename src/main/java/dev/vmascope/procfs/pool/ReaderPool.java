package dev.vmascope.procfs.pool;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The platform threads on which all reads of the kernel happen. A read that hangs in the kernel
/// cannot be interrupted. A slow one gets a stand-in thread until it ends, so that others need not
/// wait behind it; one that exceeds its time-out is written off. (Virtual threads would starve each
/// other here: a blocked file read keeps its carrier.)
public final class ReaderPool implements AutoCloseable {
  private static final int QUEUE = 256;
  private static final int MOST_STUCK = 96;

  /// The number of further hung reads for what is not about a process.
  private static final int KEPT_FREE = 16;

  private static final Duration SLOW = Duration.ofMillis(100);

  /// The factor by which a walk may exceed its expected duration before it counts as hung.
  private static final int PATIENCE = 8;

  private static final Duration MOST_PATIENCE = Duration.ofMinutes(1);

  private final int threads;
  private final Duration timeout;
  private final long slowNanos;
  private final ThreadPoolExecutor executor;
  private final Set<Pending<?>> running = ConcurrentHashMap.newKeySet();
  private int standIns;
  private int writtenOff;

  public ReaderPool(int threads, Duration timeout) {
    this("proc-reader-", threads, timeout);
  }

  /// @param name the name of its threads, without their numbers
  public ReaderPool(String name, int threads, Duration timeout) {
    this.threads = threads;
    this.timeout = timeout;
    slowNanos = Math.min(SLOW.toNanos(), timeout.toNanos());
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name(name, 0).factory());
    executor.prestartAllCoreThreads();
  }

  /// Begins a read that is about no process; hung reads of processes leave room for it.
  ///
  /// @param discard the disposal of a result that arrives after the read was written off
  /// @throws ReaderBusyException if too many reads are waiting
  /// @throws ReadsStuckException if too many have been written off
  public <T> Pending<T> begin(Supplier<T> read, Consumer<T> discard) {
    return begin(read, discard, timeout, MOST_STUCK + KEPT_FREE);
  }

  /// Begins a read of a process, with a time-out of its own.
  ///
  /// @param discard the disposal of a result that arrives after the read was written off
  /// @throws ReaderBusyException if too many reads are waiting
  /// @throws ReadsStuckException if too many have been written off
  <T> Pending<T> begin(Supplier<T> read, Consumer<T> discard, Duration within) {
    return begin(read, discard, within, MOST_STUCK);
  }

  private <T> Pending<T> begin(
      Supplier<T> read, Consumer<T> discard, Duration within, int mostStuck) {
    int stuck = writtenOff();
    if (stuck > mostStuck) {
      throw new ReadsStuckException(stuck);
    }
    Pending<T> pending = new Pending<>(read, discard, within);
    try {
      executor.execute(pending);
    } catch (RejectedExecutionException _) {
      throw new ReaderBusyException();
    }
    return pending;
  }

  /// The time after which a read counts as slow.
  public Duration slow() {
    return Duration.ofNanos(slowNanos);
  }

  /// The time-out of a read.
  Duration timeout() {
    return timeout;
  }

  /// The time-out of a read with an expected duration.
  Duration patienceFor(Duration expected) {
    Duration patience = expected.multipliedBy(PATIENCE);
    Duration most = timeout.compareTo(MOST_PATIENCE) > 0 ? timeout : MOST_PATIENCE;
    if (patience.compareTo(most) > 0) {
      return most;
    }
    return patience.compareTo(timeout) > 0 ? patience : timeout;
  }

  /// The number of threads that are reading now, including written-off reads.
  public int busy() {
    return executor.getActiveCount();
  }

  /// The number of threads that may exist now, including stand-ins.
  synchronized int threads() {
    return threads + standIns;
  }

  /// The number of reads that were written off and have not returned.
  synchronized int writtenOff() {
    return writtenOff;
  }

  private synchronized boolean addStandIn() {
    boolean possible = standIns <= MOST_STUCK + KEPT_FREE;
    if (possible) {
      standIns++;
      executor.setMaximumPoolSize(threads + standIns);
      executor.setCorePoolSize(threads + standIns);
    }
    return possible;
  }

  private synchronized void removeStandIn() {
    standIns--;
    executor.setCorePoolSize(threads + standIns);
    executor.setMaximumPoolSize(threads + standIns);
  }

  private synchronized void countWrittenOff(int more) {
    writtenOff += more;
  }

  /// Starts stand-ins for all slow reads; each waiter does so, not only for its own read.
  private void relieveSlowReads() {
    long now = System.nanoTime();
    running.forEach(read -> read.relieveIfSlow(now));
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  /// The states of a read.
  private enum State {
    WAITING,
    RUNNING,
    DONE,
    WRITTEN_OFF
  }

  /// A read that was begun.
  final class Pending<T> implements Runnable, HungRead {
    private final Supplier<T> read;
    private final Consumer<T> discard;
    private final Duration within;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(1);
    private State state = State.WAITING;
    private boolean hasStandIn;
    private volatile long startedNanos;

    private Pending(Supplier<T> read, Consumer<T> discard, Duration within) {
      this.read = read;
      this.discard = discard;
      this.within = within;
    }

    @Override
    public void run() {
      startedNanos = System.nanoTime();
      if (!step(State.WAITING, State.RUNNING)) {
        return;
      }
      running.add(this);
      started.countDown();
      try {
        run(read);
      } finally {
        running.remove(this);
        dismissStandIn();
        settled.countDown();
      }
    }

    private void run(Supplier<T> read) {
      try {
        T value = read.get();
        if (step(State.RUNNING, State.DONE)) {
          result.complete(value);
        } else {
          discard.accept(value);
          countWrittenOff(-1);
        }
      } catch (RuntimeException | Error e) {
        if (step(State.RUNNING, State.DONE)) {
          result.completeExceptionally(e);
        } else {
          countWrittenOff(-1);
        }
      }
    }

    /// Whether it has returned, in time or not.
    @Override
    public boolean hasEnded() {
      return settled.getCount() == 0;
    }

    private synchronized boolean step(State from, State to) {
      boolean possible = state == from;
      if (possible) {
        state = to;
      }
      return possible;
    }

    private synchronized void relieveIfSlow(long nowNanos) {
      boolean stillReading = state == State.RUNNING || state == State.WRITTEN_OFF;
      if (stillReading && !hasStandIn && nowNanos - startedNanos >= slowNanos) {
        hasStandIn = addStandIn();
      }
    }

    private synchronized void dismissStandIn() {
      if (hasStandIn) {
        hasStandIn = false;
        removeStandIn();
      }
      state = State.DONE;
    }

    /// Waits until it has ended, or is slow.
    boolean endsSoon() {
      try {
        boolean ended = settled.await(slowNanos, TimeUnit.NANOSECONDS);
        if (!ended) {
          relieveSlowReads();
        }
        return ended;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    /// Waits for the read, at most the time-out from when a thread took it.
    ///
    /// @throws ReaderBusyException if no thread took it in time
    /// @throws TimeoutException if it was written off
    T await() throws TimeoutException {
      try {
        if (!isStartedInTime() && step(State.WAITING, State.DONE)) {
          throw new ReaderBusyException();
        }
        return resultInTime();
      } catch (TimeoutException e) {
        if (writeOff()) {
          throw e;
        }
        // It ended in that very instant.
        return ended();
      } catch (ExecutionException e) {
        throw unwrapped(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        if (!step(State.WAITING, State.DONE) && !writeOff()) {
          // It ended in that very instant, and nobody else takes what came of it.
          discard.accept(ended());
        }
        throw new ReaderBusyException();
      }
    }

    private boolean isStartedInTime() throws InterruptedException {
      long end = System.nanoTime() + timeout.toNanos();
      for (long left = timeout.toNanos(); left > 0; left = end - System.nanoTime()) {
        if (started.await(Math.min(left, slowNanos), TimeUnit.NANOSECONDS)) {
          return true;
        }
        relieveSlowReads();
      }
      return false;
    }

    private T resultInTime() throws InterruptedException, ExecutionException, TimeoutException {
      long end = startedNanos + within.toNanos();
      while (true) {
        long left = Math.max(0, end - System.nanoTime());
        try {
          return result.get(Math.min(left, slowNanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          relieveSlowReads();
          if (left <= slowNanos) {
            throw e;
          }
        }
      }
    }

    private T ended() {
      try {
        return result.join();
      } catch (CompletionException e) {
        throw unwrapped(e);
      }
    }

    private static RuntimeException unwrapped(Exception e) {
      return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }

    private boolean writeOff() {
      boolean running = step(State.RUNNING, State.WRITTEN_OFF);
      if (running) {
        countWrittenOff(1);
      }
      return running;
    }
  }
}
