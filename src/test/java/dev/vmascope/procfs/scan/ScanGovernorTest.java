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

  /// Whatever was spent before, and whether the budget or the limit of one read decides.
  @Test
  void foretellsWhatItDecides() {
    for (int read = 0; read < 100; read++) {
      ScanGovernor.Request request =
          new ScanGovernor.Request(
              TARGET, new WalkSize(1000, (long) (read % 7) << 30, 1 << 18), false);
      ScanForecast.Ruling ruling = governor.forecast(request);
      assertThat(governor.report().latest()).hasSize(Math.min(read, 50));
      ScanDecision.Decision decision;
      try {
        governor.govern(request, _ -> new Outcome.TimedOut<>());
        decision = ScanDecision.Decision.READ;
      } catch (ScanRejectedException e) {
        decision = e.scan().decision();
        assertThat(ruling.delay().isPresent())
            .isEqualTo(decision == ScanDecision.Decision.DEFERRED);
      }
      assertThat(ruling.decision()).hasToString(decision.toString());
      assertThat(governor.report().latest().getFirst().estimate()).isEqualTo(ruling.estimate());
    }
    for (ScanDecision.Decision decision : ScanDecision.Decision.values()) {
      assertThat(governor.count(ProcFile.SMAPS, decision)).as("%s", decision).isPositive();
    }
  }

  @Test
  void chargesAReadThatWasWrittenOffAndLetsTheNextOneIn() {
    Outcome<ListingReading> outcome = governor.govern(request(true), _ -> new Outcome.TimedOut<>());

    assertThat(outcome.kind()).isEqualTo(OutcomeKind.TIMED_OUT);
    assertThat(governor.report().spent()).isGreaterThan(Duration.ofMillis(5));
    assertThat(governor.report().reading()).isFalse();
  }
}
