package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A budget of bytes.
class ByteBudgetTest {
  private static final long LIMIT = 1 << 20;
  private static final long USUAL = LIMIT / 128;
  private static final long FOR_ALL = LIMIT / 16 * 15;

  private final ByteBudget budget = new ByteBudget(LIMIT, () -> {});

  @Test
  void givesUpToItsLimitAndNotAByteMore() {
    for (int listing = 0; listing < 128; listing++) {
      assertThat(budget.take(USUAL, 0)).as("listing %d", listing).isTrue();
    }
    assertThat(budget.taken()).isEqualTo(LIMIT);
    assertThat(budget.take(1, 0)).isFalse();
    assertThat(budget.taken()).isEqualTo(LIMIT);
  }

  @Test
  void keepsASixteenthForListingsOfUsualSize() {
    assertThat(budget.take(FOR_ALL, 0)).isTrue();
    assertThat(budget.take(1, USUAL)).as("a larger one").isFalse();
    for (int listing = 0; listing < 8; listing++) {
      assertThat(budget.take(USUAL, 0)).as("listing %d", listing).isTrue();
    }
    assertThat(budget.take(1, 0)).isFalse();
  }

  @Test
  void lastsForOneHugeListingAtATime() {
    long huge = LIMIT / 4 + 1;
    assertThat(budget.take(huge, 0)).isTrue();
    assertThat(budget.take(huge, 0)).isFalse();
    assertThat(budget.take(huge - 1, 0)).as("a large one").isTrue();
    assertThat(budget.take(1, huge - 1)).as("that becomes huge").isFalse();
    assertThat(budget.take(1, huge)).as("more of the huge one").isTrue();
    budget.giveBack(huge + 1);
    assertThat(budget.take(1, huge - 1)).isTrue();
  }

  @Test
  void hasRoomForAHugeOneAgainWhereThereWasTooLittleForOne() {
    assertThat(budget.take(LIMIT / 4, 0)).isTrue();
    assertThat(budget.take(FOR_ALL, 0)).isFalse();
    assertThat(budget.taken()).isEqualTo(LIMIT / 4);
    assertThat(budget.take(LIMIT / 4 + 1, 0)).isTrue();
  }

  @Test
  void givesAgainWhatWasGivenBack() {
    assertThat(budget.take(FOR_ALL, 0)).isTrue();
    budget.giveBack(FOR_ALL);
    assertThat(budget.taken()).isZero();
    assertThat(budget.take(FOR_ALL, 0)).isTrue();
  }

  @Test
  void isNeverOverdrawnByManyAtOnce() {
    AtomicLong held = new AtomicLong();
    long quarter = LIMIT / 4;
    AtomicLong most = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> {
          for (int round = 0; round < 10_000; round++) {
            if (budget.take(quarter, 0)) {
              most.accumulateAndGet(held.addAndGet(quarter), Math::max);
              held.addAndGet(-quarter);
              budget.giveBack(quarter);
            }
          }
        });
      }
    }
    assertThat(most.get()).isBetween(quarter, 3 * quarter);
    assertThat(budget.taken()).isZero();
  }
}
