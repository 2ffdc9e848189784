package dev.vmascope.procfs.pool;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
  private final Set<PoolRead<?>> running = ConcurrentHashMap.newKeySet();
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
  public <T> PoolRead<T> begin(Supplier<T> read, Consumer<T> discard) {
    return begin(read, discard, timeout, MOST_STUCK + KEPT_FREE);
  }

  /// Begins a read of a process, with a time-out of its own.
  ///
  /// @param discard the disposal of a result that arrives after the read was written off
  /// @throws ReaderBusyException if too many reads are waiting
  /// @throws ReadsStuckException if too many have been written off
  <T> PoolRead<T> begin(Supplier<T> read, Consumer<T> discard, Duration within) {
    return begin(read, discard, within, MOST_STUCK);
  }

  private <T> PoolRead<T> begin(
      Supplier<T> read, Consumer<T> discard, Duration within, int mostStuck) {
    int stuck = writtenOff();
    if (stuck > mostStuck) {
      throw new ReadsStuckException(stuck);
    }
    PoolRead<T> pending = new PoolRead<>(this, read, discard, within);
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

  synchronized boolean addStandIn() {
    boolean possible = standIns <= MOST_STUCK + KEPT_FREE;
    if (possible) {
      standIns++;
      executor.setMaximumPoolSize(threads + standIns);
      executor.setCorePoolSize(threads + standIns);
    }
    return possible;
  }

  synchronized void removeStandIn() {
    standIns--;
    executor.setCorePoolSize(threads + standIns);
    executor.setMaximumPoolSize(threads + standIns);
  }

  synchronized void countWrittenOff(int more) {
    writtenOff += more;
  }

  /// Starts stand-ins for all slow reads; each waiter does so, not only for its own read.
  void relieveSlowReads() {
    long now = System.nanoTime();
    running.forEach(read -> read.relieveIfSlow(now));
  }

  void started(PoolRead<?> read) {
    running.add(read);
  }

  void ended(PoolRead<?> read) {
    running.remove(read);
  }

  long slowNanos() {
    return slowNanos;
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
