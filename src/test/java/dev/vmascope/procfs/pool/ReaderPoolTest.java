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

/// The threads that read: whose turn it is, and what there is no room for.
class ReaderPoolTest extends HangingReadsFixture {
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
}
