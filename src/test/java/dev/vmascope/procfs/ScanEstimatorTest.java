package dev.vmascope.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ScanEstimatorTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final AddressSpaceKey PROCESS = new AddressSpaceKey(42, 7, "a");

  private final ScanEstimator estimator = new ScanEstimator();

  private Duration estimate(AddressSpaceKey process, long mappings, long bytes) {
    return estimator.estimate(process, ProcFile.SMAPS, mappings, bytes);
  }

  @Test
  void growsWithSizeAndMappings() {
    assertThat(estimate(PROCESS, 100, GIBIBYTE)).isGreaterThan(estimate(PROCESS, 100, 0));
    assertThat(estimate(PROCESS, 65_000, 0)).isGreaterThan(estimate(PROCESS, 100, 0));
  }

  @Test
  void learnsWhatAProcessCosts() {
    long before = estimate(PROCESS, 100, GIBIBYTE).toNanos();
    for (int i = 0; i < 4; i++) {
      Duration real = Duration.ofNanos(before / 8);
      estimator.learn(PROCESS, ProcFile.SMAPS, 100, GIBIBYTE, real);
    }
    assertThat(estimate(PROCESS, 100, GIBIBYTE).toNanos() * 8)
        .isCloseTo(before, Percentage.withPercentage(25));
    assertThat(estimate(PROCESS, 100, 2 * GIBIBYTE))
        .isGreaterThan(estimate(PROCESS, 100, GIBIBYTE));
  }

  @Test
  void learnsSomethingAboutTheOthersToo() {
    AddressSpaceKey other = new AddressSpaceKey(43, 7, "b");
    Duration before = estimate(other, 100, GIBIBYTE);
    for (int i = 0; i < 50; i++) {
      estimator.learn(PROCESS, ProcFile.SMAPS, 100, GIBIBYTE, before.dividedBy(4));
    }
    assertThat(estimate(other, 100, GIBIBYTE).toNanos() * 4)
        .isCloseTo(before.toNanos(), Percentage.withPercentage(10));
    assertThat(estimator.estimate(other, ProcFile.SMAPS_ROLLUP, 1, GIBIBYTE))
        .isEqualTo(new ScanEstimator().estimate(other, ProcFile.SMAPS_ROLLUP, 1, GIBIBYTE));
  }

  @Test
  void believesNoAbsurdity() {
    Duration before = estimate(PROCESS, 100, 0);
    estimator.learn(PROCESS, ProcFile.SMAPS, 100, 0, Duration.ofHours(1));
    assertThat(estimate(PROCESS, 100, 0)).isLessThan(before.multipliedBy(60));
    estimator.learn(PROCESS, ProcFile.SMAPS, 100, 0, Duration.ZERO);
    assertThat(estimate(PROCESS, 100, 0)).isPositive();
  }

  @Test
  void hasNoModelOfCheapFiles() {
    assertThatThrownBy(() -> estimator.estimate(PROCESS, ProcFile.MAPS, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
