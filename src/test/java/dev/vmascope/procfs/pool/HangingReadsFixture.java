package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/// Reads that hang until a latch lets them go.
abstract class HangingReadsFixture {
  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(250);

  final CountDownLatch release = new CountDownLatch(1);
  final AtomicInteger begun = new AtomicInteger();

  /// The values that came too late.
  final Queue<String> discarded = new ConcurrentLinkedQueue<>();

  @AfterEach
  void letGo() {
    release.countDown();
  }

  /// Begins a read that hangs, and waits until it is written off.
  final void hang(ReaderPool pool) {
    assertThatExceptionOfType(TimeoutException.class).isThrownBy(begin(pool, this::hanging)::await);
  }

  final PoolRead<String> begin(ReaderPool pool, Supplier<String> read) {
    return pool.begin(read, discarded::add);
  }

  final String hanging() {
    begun.incrementAndGet();
    try {
      release.await();
      return "late";
    } catch (InterruptedException e) {
      throw new IllegalStateException("readers are never interrupted", e);
    }
  }
}
