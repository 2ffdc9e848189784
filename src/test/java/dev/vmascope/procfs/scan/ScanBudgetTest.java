package dev.vmascope.procfs.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScanBudgetTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration READ = Duration.ofMillis(50);

  /// A hundredth of a processor: 600 ms a minute.
  private final ScanBudget budget = new ScanBudget(0.01, READ, 0);

  @Test
  void beginsWithWhatAMinuteBrings() {
    assertThat(budget.available(0)).isCloseTo(600e6, within(1.0));
    assertThat(budget.usedRatio(0)).isCloseTo(0, within(1e-9));
    assertThat(budget.waitFor(Duration.ofMillis(600), 0)).isZero();
  }

  @Test
  void growsBackAtItsRate() {
    budget.spend(Duration.ofMillis(600), 0);
    assertThat(budget.waitFor(Duration.ofMillis(10), 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(budget.waitFor(Duration.ofMillis(10), SECOND)).isZero();
    assertThat(budget.available(1000 * SECOND)).isCloseTo(600e6, within(1.0));
  }

  @Test
  void keepsADebtWithinBounds() {
    budget.spend(Duration.ofSeconds(100), 0);
    assertThat(budget.usedRatio(0)).isCloseTo(2, within(1e-9));
    assertThat(budget.waitFor(Duration.ofMillis(1), 60 * SECOND).toMillis()).isEqualTo(100);
  }

  @Test
  void hasRoomForOneReadHoweverSmallItIs() {
    ScanBudget small = new ScanBudget(0.000_001, READ, 0);
    assertThat(small.waitFor(READ, 0)).isZero();
    assertThat(small.waitFor(Duration.ofSeconds(9), 0)).isZero();
  }
}
