package dev.vmascope.procfs.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A read that was begun on a thread of the pool. It ends, or it is written off.
///
/// @param <T> the type of the result
final class PoolRead<T> implements Runnable, HungRead {
  /// The states of a read.
  private enum State {
    WAITING,
    RUNNING,
    DONE,
    WRITTEN_OFF
  }

  private final ReaderPool pool;
  private final Supplier<T> read;
  private final Consumer<T> discard;
  private final Duration within;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch settled = new CountDownLatch(1);
  private State state = State.WAITING;
  private boolean hasStandIn;
  private volatile long startedNanos;

  PoolRead(ReaderPool pool, Supplier<T> read, Consumer<T> discard, Duration within) {
    this.pool = pool;
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
    pool.started(this);
    started.countDown();
    try {
      run(read);
    } finally {
      pool.ended(this);
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
        pool.countWrittenOff(-1);
      }
    } catch (RuntimeException | Error e) {
      if (step(State.RUNNING, State.DONE)) {
        result.completeExceptionally(e);
      } else {
        pool.countWrittenOff(-1);
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

  synchronized void relieveIfSlow(long nowNanos) {
    boolean stillReading = state == State.RUNNING || state == State.WRITTEN_OFF;
    if (stillReading && !hasStandIn && nowNanos - startedNanos >= pool.slowNanos()) {
      hasStandIn = pool.addStandIn();
    }
  }

  private synchronized void dismissStandIn() {
    if (hasStandIn) {
      hasStandIn = false;
      pool.removeStandIn();
    }
    state = State.DONE;
  }

  /// Waits until it has ended, or is slow.
  boolean endsSoon() {
    try {
      boolean ended = settled.await(pool.slowNanos(), TimeUnit.NANOSECONDS);
      if (!ended) {
        pool.relieveSlowReads();
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
        // It ended at that moment, and nothing else takes its result.
        discard.accept(ended());
      }
      throw new ReaderBusyException();
    }
  }

  private boolean isStartedInTime() throws InterruptedException {
    long end = System.nanoTime() + pool.timeout().toNanos();
    for (long left = pool.timeout().toNanos(); left > 0; left = end - System.nanoTime()) {
      if (started.await(Math.min(left, pool.slowNanos()), TimeUnit.NANOSECONDS)) {
        return true;
      }
      pool.relieveSlowReads();
    }
    return false;
  }

  private T resultInTime() throws InterruptedException, ExecutionException, TimeoutException {
    long end = startedNanos + within.toNanos();
    while (true) {
      long left = Math.max(0, end - System.nanoTime());
      try {
        return result.get(Math.min(left, pool.slowNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        pool.relieveSlowReads();
        if (left <= pool.slowNanos()) {
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
      pool.countWrittenOff(1);
    }
    return running;
  }
}
