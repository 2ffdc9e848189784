package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The threads that read, with reads that hang until a latch lets them go.
class ReaderPoolTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(250);

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final Queue<String> discarded = new ConcurrentLinkedQueue<>();

  @AfterEach
  void letGo() {
    release.countDown();
  }

  @Test
  void givesTheValue() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, LONG)) {
      assertThat(begin(pool, () -> "value").await()).isEqualTo("value");
      assertThat(discarded).isEmpty();
      assertThat(pool.writtenOff()).isZero();
    }
  }

  @Test
  void readsOnDaemonThreadsOfItsOwn() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, LONG)) {
      Thread reader = pool.begin(Thread::currentThread, _ -> {}).await();
      assertThat(reader.getName()).startsWith("proc-reader-");
      assertThat(reader.isDaemon()).isTrue();
      assertThat(reader.isVirtual()).isFalse();
    }
  }

  @Test
  void threadsAreToldApartByTheirNames() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool("file-reader-", 1, LONG)) {
      assertThat(pool.begin(Thread::currentThread, _ -> {}).await().getName())
          .startsWith("file-reader-");
    }
  }

  @Test
  void passesAnExceptionOnAndGoesOnReading() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, LONG)) {
      IllegalStateException failure = new IllegalStateException("read failed");
      PoolRead<String> pending =
          begin(
              pool,
              () -> {
                throw failure;
              });
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(pending::await)
          .isSameAs(failure);
      assertThat(begin(pool, () -> "next").await()).isEqualTo("next");
    }
  }

  @Test
  void writesOffAReadThatHangsAndReplacesItsThread() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, SHORT)) {
      hang(pool);
      assertThat(pool.writtenOff()).isEqualTo(1);
      assertThat(begin(pool, () -> "next").await()).isEqualTo("next");
      await().until(() -> pool.busy() == 1);
    }
  }

  @Test
  void discardsALateResultAndTakesTheThreadBack() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, SHORT)) {
      hang(pool);
      release.countDown();
      await().until(() -> pool.writtenOff() == 0);
      assertThat(discarded).containsExactly("late");
      await().until(() -> pool.busy() == 0);
      assertThat(begin(pool, () -> "next").await()).isEqualTo("next");
    }
  }

  @Test
  void takesTheThreadBackAfterALateException() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, SHORT)) {
      PoolRead<String> pending =
          begin(
              pool,
              () -> {
                hanging();
                throw new IllegalStateException("late");
              });
      assertThatExceptionOfType(TimeoutException.class).isThrownBy(pending::await);
      release.countDown();
      await().until(() -> pool.writtenOff() == 0);
      assertThat(discarded).isEmpty();
      assertThat(begin(pool, () -> "next").await()).isEqualTo("next");
    }
  }

  @Test
  void readsNoMoreAtATimeThanItHasThreads() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(2, LONG)) {
      List<PoolRead<String>> pending = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        pending.add(begin(pool, this::hanging));
      }
      await().until(() -> pool.busy() == 2);
      release.countDown();
      for (PoolRead<String> each : pending) {
        assertThat(each.await()).isEqualTo("late");
      }
      assertThat(pool.writtenOff()).isZero();
    }
  }

  @Test
  void otherReadsNeedNotWaitBehindSlowOnes() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, LONG)) {
      List<PoolRead<String>> slow = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        slow.add(begin(pool, this::hanging));
      }
      assertThat(begin(pool, () -> "next").await()).isEqualTo("next");
      assertThat(pool.writtenOff()).isZero();
      await().until(() -> pool.busy() == 8);
      release.countDown();
      for (PoolRead<String> each : slow) {
        assertThat(each.await()).isEqualTo("late");
      }
      await().until(() -> pool.busy() == 0);
      assertThat(pool.threads()).as("the stand-ins have gone").isEqualTo(1);
    }
  }

  @Test
  void hasNoRoomForAReadThatNobodyTakesOnInTime() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, SHORT)) {
      List<PoolRead<String>> hung = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        hung.add(begin(pool, this::hanging));
      }
      AtomicReference<@Nullable String> read = new AtomicReference<>();
      PoolRead<String> waiting =
          begin(
              pool,
              () -> {
                read.set("too late");
                return "too late";
              });
      assertThatExceptionOfType(ReaderBusyException.class).isThrownBy(waiting::await);
      assertThat(pool.writtenOff()).as("of reads that never began").isZero();
      assertThatExceptionOfType(TimeoutException.class).isThrownBy(hung.getFirst()::await);
      release.countDown();
      await().until(() -> pool.writtenOff() == 0 && pool.busy() == 0);
      assertThat(read).hasNullValue();
    }
  }

  @Test
  void hasNoRoomWhenTooManyWait() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(1, LONG)) {
      PoolRead<String> hung = begin(pool, this::hanging);
      await("that it waits no more itself").until(() -> begun.get() == 1);
      List<PoolRead<String>> waiting = new ArrayList<>();
      for (int i = 0; i < 256; i++) {
        waiting.add(begin(pool, () -> "value"));
      }
      assertThatExceptionOfType(ReaderBusyException.class)
          .isThrownBy(() -> begin(pool, () -> "one too many"));
      release.countDown();
      assertThat(hung.await()).isEqualTo("late");
      for (PoolRead<String> each : waiting) {
        assertThat(each.await()).isEqualTo("value");
      }
    }
  }

  @Test
  void beginsNothingWhileTooManyReadsAreStuckAndRecovers() throws TimeoutException {
    try (ReaderPool pool = new ReaderPool(113, SHORT)) {
      List<PoolRead<String>> hung = new ArrayList<>();
      for (int i = 0; i < 113; i++) {
        hung.add(begin(pool, this::hanging));
      }
      for (PoolRead<String> each : hung) {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(each::await);
      }
      assertThatExceptionOfType(ReadsStuckException.class)
          .isThrownBy(() -> begin(pool, () -> "value"))
          .withMessageStartingWith("113 ");
      release.countDown();
      await().until(() -> pool.writtenOff() == 0);
      assertThat(begin(pool, () -> "value").await()).isEqualTo("value");
      assertThat(discarded).hasSize(113).containsOnly("late");
    }
  }

  @Test
  void givesUpWaitingWhenInterrupted() throws InterruptedException {
    try (ReaderPool pool = new ReaderPool(1, LONG)) {
      PoolRead<String> running = begin(pool, this::hanging);
      await().until(() -> pool.busy() == 1);
      PoolRead<String> waiting = begin(pool, () -> "value");
      assertThatIsInterrupted(waiting);
      assertThat(pool.writtenOff()).isZero();
      assertThatIsInterrupted(running);
      assertThat(pool.writtenOff()).isEqualTo(1);
      release.countDown();
      await().until(() -> pool.writtenOff() == 0);
      assertThat(discarded).containsExactly("late");
    }
  }

  private static void assertThatIsInterrupted(PoolRead<String> pending)
      throws InterruptedException {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> stillInterrupted = new AtomicReference<>(false);
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                pending.await();
              } catch (TimeoutException | RuntimeException e) {
                thrown.set(e);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    waiter.interrupt();
    waiter.join();
    assertThat(thrown.get()).isInstanceOf(ReaderBusyException.class);
    assertThat(stillInterrupted).hasValue(true);
  }

  private void hang(ReaderPool pool) {
    assertThatExceptionOfType(TimeoutException.class).isThrownBy(begin(pool, this::hanging)::await);
  }

  private PoolRead<String> begin(ReaderPool pool, Supplier<String> read) {
    return pool.begin(read, discarded::add);
  }

  private String hanging() {
    begun.incrementAndGet();
    try {
      release.await();
      return "late";
    } catch (InterruptedException e) {
      throw new IllegalStateException("readers are never interrupted", e);
    }
  }
}
