package dev.vmascope.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A budget of bytes.
class ByteBudgetTest {
  @Test
  void givesUpToItsLimitAndNotAByteMore() {
    ByteBudget budget = new ByteBudget(100, () -> {});
    assertThat(budget.take(60)).isTrue();
    assertThat(budget.take(41)).isFalse();
    assertThat(budget.taken()).isEqualTo(60);
    assertThat(budget.take(40)).isTrue();
    assertThat(budget.take(1)).isFalse();
    assertThat(budget.taken()).isEqualTo(100);
  }

  @Test
  void givesAgainWhatWasGivenBack() {
    ByteBudget budget = new ByteBudget(100, () -> {});
    assertThat(budget.take(100)).isTrue();
    budget.giveBack(100);
    assertThat(budget.taken()).isZero();
    assertThat(budget.take(100)).isTrue();
  }

  @Test
  void isNeverOverdrawnByManyAtOnce() {
    ByteBudget budget = new ByteBudget(10, () -> {});
    AtomicLong held = new AtomicLong();
    AtomicLong most = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> {
          for (int round = 0; round < 10_000; round++) {
            if (budget.take(3)) {
              most.accumulateAndGet(held.addAndGet(3), Math::max);
              held.addAndGet(-3);
              budget.giveBack(3);
            }
          }
        });
      }
    }
    assertThat(most.get()).isBetween(3L, 9L);
    assertThat(budget.taken()).isZero();
  }
}
