package dev.vmascope.procfs.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessIdentity;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ScanEstimatorTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final ProcessIdentity PROCESS = new ProcessIdentity(42, 7, Optional.empty());

  private final ScanEstimator estimator = new ScanEstimator();

  private Duration estimate(ProcessIdentity process, long mappings, long bytes) {
    return estimator.estimate(process, ProcFile.SMAPS, walk(mappings, bytes));
  }

  /// Where pages lie close together, each has an entry of its own.
  private static WalkSize walk(long mappings, long bytes) {
    return new WalkSize(mappings, bytes, bytes / LibC.PAGE_BYTES);
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
      estimator.learn(PROCESS, ProcFile.SMAPS, walk(100, GIBIBYTE), real);
    }
    assertThat(estimate(PROCESS, 100, GIBIBYTE).toNanos() * 8)
        .isCloseTo(before, Percentage.withPercentage(25));
    assertThat(estimate(PROCESS, 100, 2 * GIBIBYTE))
        .isGreaterThan(estimate(PROCESS, 100, GIBIBYTE));
  }

  @Test
  void learnsSomethingAboutTheOthersToo() {
    ProcessIdentity other = new ProcessIdentity(43, 7, Optional.empty());
    Duration before = estimate(other, 100, GIBIBYTE);
    for (int i = 0; i < 50; i++) {
      ProcessIdentity one = new ProcessIdentity(1000 + i, 7, Optional.empty());
      estimator.learn(one, ProcFile.SMAPS, walk(100, GIBIBYTE), before.dividedBy(4));
    }
    assertThat(estimate(other, 100, GIBIBYTE).toNanos() * 4)
        .isCloseTo(before.toNanos(), Percentage.withPercentage(10));
    WalkSize walk = walk(1, GIBIBYTE);
    assertThat(estimator.estimate(other, ProcFile.SMAPS_ROLLUP, walk))
        .isEqualTo(new ScanEstimator().estimate(other, ProcFile.SMAPS_ROLLUP, walk));
  }

  @Test
  void letsNoProcessSpeakForAll() {
    ProcessIdentity polled = new ProcessIdentity(43, 7, Optional.empty());
    Duration before = estimate(PROCESS, 100, GIBIBYTE);
    for (int i = 0; i < 100; i++) {
      estimator.learn(polled, ProcFile.SMAPS, walk(100, GIBIBYTE), before.dividedBy(30));
    }
    assertThat(estimate(PROCESS, 100, GIBIBYTE)).isGreaterThan(before.dividedBy(2));
  }

  @Test
  void countsTheEntriesOfPagesThatAreNotThere() {
    WalkSize dense = walk(10, GIBIBYTE);
    WalkSize sparse = new WalkSize(10, GIBIBYTE, 512 * dense.entries());
    Duration expected = Duration.ofMillis(100);
    assertThat(estimator.estimate(PROCESS, ProcFile.SMAPS, sparse)).isGreaterThan(expected);
    assertThat(estimator.estimate(PROCESS, ProcFile.SMAPS, dense)).isLessThan(expected);
  }

  @Test
  void believesNoAbsurdity() {
    Duration before = estimate(PROCESS, 100, 0);
    estimator.learn(PROCESS, ProcFile.SMAPS, walk(100, 0), Duration.ofHours(1));
    assertThat(estimate(PROCESS, 100, 0)).isLessThan(before.multipliedBy(60));
    estimator.learn(PROCESS, ProcFile.SMAPS, walk(100, 0), Duration.ZERO);
    assertThat(estimate(PROCESS, 100, 0)).isPositive();
  }

  @Test
  void hasNoModelOfCheapFiles() {
    assertThatThrownBy(() -> estimator.estimate(PROCESS, ProcFile.MAPS, walk(1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
