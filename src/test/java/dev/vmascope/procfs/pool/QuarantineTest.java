package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private final ReaderPool pool = new ReaderPool(1, Duration.ofMillis(20));
  private final CountDownLatch comesBack = new CountDownLatch(1);
  private final Quarantine<Integer> quarantine = new Quarantine<>();

  @AfterEach
  void close() {
    comesBack.countDown();
    pool.close();
  }

  private PoolRead<Boolean> stuck() {
    PoolRead<Boolean> pending =
        pool.begin(
            () -> {
              try {
                comesBack.await();
                return true;
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            _ -> {});
    assertThatThrownBy(pending::await).isInstanceOf(TimeoutException.class);
    return pending;
  }

  @Test
  void holdsUntilTheReadIsBackAndAWhileLonger() {
    assertThat(quarantine.holds(42)).isFalse();
    quarantine.add(42, stuck());
    assertThat(quarantine.holds(42)).isTrue();
    assertThat(quarantine.holds(43)).isFalse();
    assertThat(quarantine.held()).hasSize(1);
    comesBack.countDown();
    await().until(() -> quarantine.held().isEmpty());
    assertThat(quarantine.holds(42)).isFalse();
  }

  @Test
  void countsAProcessOnceHoweverManyReadsHang() {
    PoolRead<Boolean> first = stuck();
    quarantine.add(42, first);
    quarantine.add(42, first);
    quarantine.add(42, stuck());
    assertThat(quarantine.held()).hasSize(1);
  }
}
