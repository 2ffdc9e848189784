package dev.vmascope.procfs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The few daemon platform threads on which all reads of the kernel happen. A read that hangs in
/// the kernel cannot be interrupted: one that takes longer than the time-out is written off and its
/// thread replaced, until it comes back by itself. (Virtual threads would starve each other here: a
/// blocked file read keeps its carrier.)
final class ReaderPool implements AutoCloseable {
  private static final int QUEUE = 256;
  private static final int MOST_WRITTEN_OFF = 32;

  private final int threads;
  private final Duration timeout;
  private final ThreadPoolExecutor executor;
  private int writtenOff;

  ReaderPool(int threads, Duration timeout) {
    this.threads = threads;
    this.timeout = timeout;
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("proc-reader-", 0).factory());
    executor.prestartAllCoreThreads();
  }

  /// Begins a read.
  ///
  /// @param discard what to do with a result that comes after the read was written off
  /// @throws NoRoomException if too many are waiting
  /// @throws ReadsStuckException if too many have been written off
  <T> Pending<T> begin(Supplier<T> read, Consumer<T> discard) {
    int stuck = writtenOff();
    if (stuck > MOST_WRITTEN_OFF) {
      throw new ReadsStuckException(stuck);
    }
    Pending<T> pending = new Pending<>(read, discard);
    try {
      executor.execute(pending);
    } catch (RejectedExecutionException _) {
      throw new NoRoomException();
    }
    return pending;
  }

  /// How many threads are reading right now, written-off ones included.
  int busy() {
    return executor.getActiveCount();
  }

  /// How many reads have been written off and have not come back.
  synchronized int writtenOff() {
    return writtenOff;
  }

  private synchronized void replaceThread() {
    writtenOff++;
    executor.setMaximumPoolSize(threads + writtenOff);
    executor.setCorePoolSize(threads + writtenOff);
  }

  private synchronized void threadCameBack() {
    writtenOff--;
    executor.setCorePoolSize(threads + writtenOff);
    executor.setMaximumPoolSize(threads + writtenOff);
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  private enum State {
    WAITING,
    RUNNING,
    DONE,
    WRITTEN_OFF
  }

  /// A read that was begun.
  final class Pending<T> implements Runnable {
    private final Supplier<T> read;
    private final Consumer<T> discard;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private State state = State.WAITING;
    private volatile boolean ended;

    private Pending(Supplier<T> read, Consumer<T> discard) {
      this.read = read;
      this.discard = discard;
    }

    @Override
    public void run() {
      if (!step(State.WAITING, State.RUNNING)) {
        return;
      }
      started.countDown();
      try {
        run(read);
      } finally {
        ended = true;
      }
    }

    private void run(Supplier<T> read) {
      try {
        T value = read.get();
        if (step(State.RUNNING, State.DONE)) {
          result.complete(value);
        } else {
          discard.accept(value);
          threadCameBack();
        }
      } catch (RuntimeException | Error e) {
        if (step(State.RUNNING, State.DONE)) {
          result.completeExceptionally(e);
        } else {
          threadCameBack();
        }
      }
    }

    /// Whether it has come back, in time or not.
    boolean hasEnded() {
      return ended;
    }

    private synchronized boolean step(State from, State to) {
      boolean possible = state == from;
      if (possible) {
        state = to;
      }
      return possible;
    }

    /// Waits for the read, from when a thread took it on at most as long as the time-out.
    ///
    /// @throws NoRoomException if no thread took it on in time
    /// @throws TimeoutException if it was written off
    T await() throws TimeoutException {
      try {
        if (!started.await(timeout.toNanos(), TimeUnit.NANOSECONDS)
            && step(State.WAITING, State.DONE)) {
          throw new NoRoomException();
        }
        return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
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
        if (!step(State.WAITING, State.DONE)) {
          writeOff();
        }
        throw new NoRoomException();
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
        replaceThread();
      }
      return running;
    }
  }
}
