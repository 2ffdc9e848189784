package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The count of the reads of files for one read of a process: each once, whoever ends it.
class ReadTallyTest {
  private final ReadStatistics statistics = new ReadStatistics();
  private final ReadTally account = new ReadTally(statistics, Hung.reads());

  @Test
  void countsEveryReadOnceUnderItsOutcome() {
    List<Outcome<String>> outcomes =
        List.of(
            new Outcome.Ok<>("data"),
            new Outcome.Gone<>(true),
            new Outcome.Denied<>(Errno.EACCES),
            new Outcome.Partial<>("da", "it broke off"),
            new Outcome.NotApplicable<>());
    for (Outcome<String> outcome : outcomes) {
      assertThat(account.counted(ProcFile.MAPS, () -> outcome)).isSameAs(outcome);
    }
    for (Outcome<String> outcome : outcomes) {
      assertThat(statistics.reads(ProcFile.MAPS, outcome.kind())).isEqualTo(1);
    }
    assertThat(attempted()).isEqualTo(outcomes.size());
  }

  @Test
  void countsAReadThatIsWrittenOffAsTimedOutAndNothingElse() {
    account.counted(
        ProcFile.STATUS,
        () -> {
          account.writeOff();
          return new Outcome.Ok<>("late");
        });
    assertThat(statistics.reads(ProcFile.STATUS, OutcomeKind.TIMED_OUT)).isEqualTo(1);
    assertThat(attempted()).isEqualTo(1);
  }

  @Test
  void countsNothingForAProcessThatIsWrittenOffBetweenReads() {
    account.writeOff();
    account.counted(ProcFile.STAT, () -> new Outcome.Ok<>("data"));
    account.writeOff();
    account.writeOff();
    assertThat(statistics.reads(ProcFile.STAT, OutcomeKind.OK)).isEqualTo(1);
    assertThat(attempted()).isEqualTo(1);
  }

  @Test
  void countsTheReadsThatComeAfterOneThatWasWrittenOff() {
    account.counted(
        ProcFile.STAT,
        () -> {
          account.writeOff();
          return new Outcome.Ok<>("late");
        });
    account.counted(ProcFile.STATM, () -> new Outcome.Gone<>(true));
    assertThat(statistics.reads(ProcFile.STATM, OutcomeKind.GONE)).isEqualTo(1);
    assertThat(attempted()).isEqualTo(2);
  }

  @Test
  void takesTheTimeOfAReadIntoAccount() {
    long began = System.nanoTime();
    account.counted(ProcFile.MAPS, () -> new Outcome.Ok<>("data"));
    double most = (System.nanoTime() - began) / 1e9;
    assertThat(statistics.seconds(ProcFile.MAPS)).isPositive().isLessThanOrEqualTo(most);
  }

  private long attempted() {
    return Arrays.stream(ProcFile.values())
        .flatMapToLong(file ->
            Arrays.stream(OutcomeKind.values())
                .mapToLong(outcome -> statistics.reads(file, outcome)))
        .sum();
  }
}
