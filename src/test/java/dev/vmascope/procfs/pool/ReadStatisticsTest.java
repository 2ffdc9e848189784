package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vmascope.procfs.call.OutcomeKind;
import org.junit.jupiter.api.Test;

/// What reading has cost.
class ReadStatisticsTest {
  private final ReadStatistics statistics = new ReadStatistics();

  @Test
  void startAtZeroForEverything() {
    for (ProcFile file : ProcFile.values()) {
      for (OutcomeKind outcome : OutcomeKind.values()) {
        assertThat(statistics.reads(file, outcome)).isZero();
      }
      assertThat(statistics.seconds(file)).isZero();
    }
  }

  @Test
  void countByFileAndOutcome() {
    statistics.count(ProcFile.STAT, OutcomeKind.OK, 1);
    statistics.count(ProcFile.STAT, OutcomeKind.OK, 1);
    statistics.count(ProcFile.STAT, OutcomeKind.GONE, 1);
    statistics.count(ProcFile.MAPS, OutcomeKind.OK, 1);
    assertThat(statistics.reads(ProcFile.STAT, OutcomeKind.OK)).isEqualTo(2);
    assertThat(statistics.reads(ProcFile.STAT, OutcomeKind.GONE)).isEqualTo(1);
    assertThat(statistics.reads(ProcFile.MAPS, OutcomeKind.OK)).isEqualTo(1);
    assertThat(statistics.reads(ProcFile.MAPS, OutcomeKind.GONE)).isZero();
  }

  @Test
  void addUpTimeByFileWhateverTheOutcome() {
    statistics.count(ProcFile.MAPS, OutcomeKind.OK, 1_500_000_000);
    statistics.count(ProcFile.MAPS, OutcomeKind.TIMED_OUT, 2_000_000_000);
    assertThat(statistics.seconds(ProcFile.MAPS)).isEqualTo(3.5, within(1e-9));
    assertThat(statistics.seconds(ProcFile.STAT)).isZero();
  }
}
