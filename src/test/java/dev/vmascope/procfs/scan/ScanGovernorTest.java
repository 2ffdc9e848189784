package dev.vmascope.procfs.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.TooLargeException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessIdentity;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What becomes of reads that do not end well.
class ScanGovernorTest {
  private static final ScanTarget TARGET =
      new ScanTarget(new ProcessIdentity(42, 7, Optional.empty()), ProcFile.SMAPS, ScanTarget.ALL);

  private final ScanGovernor governor =
      new ScanGovernor(Limits.USUAL, Duration.ofMillis(10), Clock.systemUTC());

  private static ScanGovernor.Request request(boolean forced) {
    return new ScanGovernor.Request(TARGET, new WalkSize(1000, 1 << 30, 1 << 18), forced);
  }

  @Test
  void chargesAReadThatEndsInAnException() {
    long before = governor.report().available().toNanos();

    assertThatThrownBy(() ->
            governor.govern(
                request(false),
                _ -> {
                  throw new TooLargeException(1);
                }))
        .isInstanceOf(TooLargeException.class);

    ScanGovernor.ScanReport report = governor.report();
    assertThat(before - report.available().toNanos()).isGreaterThan(Duration.ofMillis(5).toNanos());
    assertThat(report.latest()).hasSize(1);
    assertThat(report.latest().getFirst().decision()).isEqualTo(ScanDecision.Decision.READ);
    assertThat(report.latest().getFirst().cost()).isEmpty();
    assertThat(report.reading()).isFalse();
  }

  @Test
  void chargesAReadThatWasWrittenOffAndLetsTheNextOneIn() {
    Outcome<ListingReading> outcome = governor.govern(request(true), _ -> new Outcome.TimedOut<>());

    assertThat(outcome.kind()).isEqualTo(OutcomeKind.TIMED_OUT);
    assertThat(governor.report().spent()).isGreaterThan(Duration.ofMillis(5));
    assertThat(governor.report().reading()).isFalse();
  }
}
