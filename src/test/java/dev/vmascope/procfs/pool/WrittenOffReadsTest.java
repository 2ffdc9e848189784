package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Reads that outlive their time: they are written off, and their threads come back.
class WrittenOffReadsTest extends HangingReadsFixture {
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
}
