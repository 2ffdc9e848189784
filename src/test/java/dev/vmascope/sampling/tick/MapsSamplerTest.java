package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.scan.ScanLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which mappings a tick reads, seen on this very process.
class MapsSamplerTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final GrowthProperties GROWTH =
      new GrowthProperties(Duration.ofMinutes(15), Duration.ofHours(6), Duration.ZERO);

  private final ProcFs procFs =
      new ProcFs(
          Path.of("/proc"),
          2,
          Duration.ofSeconds(10),
          new ScanLimits(0.01, Duration.ofMillis(50), Duration.ofSeconds(5)),
          Clock.systemUTC());
  private final MapsSampler round =
      new MapsSampler(procFs, new JitAllowList(new FindingProperties(List.of())));
  private final TrackedProcess self = look();

  @AfterEach
  void close() {
    procFs.close();
  }

  private TrackedProcess look() {
    int pid = (int) ProcessHandle.current().pid();
    return new TrackedProcess(procFs.read(pid).value().orElseThrow(), "a", NOW, GROWTH, GROWTH);
  }

  private long reads() {
    return procFs.statistics().reads(ProcFile.MAPS, OutcomeKind.OK);
  }

  @Test
  void addsUpWhatItReads() {
    round.go(List.of(self), NOW, INTERVAL);

    LastMappings known = self.totals().orElseThrow();
    assertThat(known.totals().count()).isGreaterThan(50);
    assertThat(known.totals().virtualBytes())
        .containsKeys(MappingCategory.CODE, MappingCategory.HEAP, MappingCategory.STACK);
    assertThat(self.age(NOW.plusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void leavesAProcessThatHasNotChangedForAMinute() {
    round.go(List.of(self), NOW, INTERVAL);
    for (int second = 10; second < 60; second += 10) {
      round.go(List.of(self), NOW.plusSeconds(second), INTERVAL);
    }
    assertThat(reads()).isEqualTo(1);

    round.go(List.of(self), NOW.plusSeconds(60), INTERVAL);
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void readsNothingMoreOnceTheBudgetIsSpentAndPaysItsDebt() {
    List<TrackedProcess> both = List.of(self, look());
    Duration tiny = Duration.ofMillis(100).dividedBy(1_000_000);

    round.go(both, NOW, tiny);
    assertThat(reads()).isEqualTo(1);
    round.go(both, NOW.plusSeconds(1), tiny);
    assertThat(reads()).as("in debt").isEqualTo(1);
    round.go(both, NOW.plusSeconds(2), Duration.ofHours(1));
    assertThat(reads()).isEqualTo(2);
  }
}
