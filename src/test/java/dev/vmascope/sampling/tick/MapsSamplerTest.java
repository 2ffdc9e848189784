package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.scan.ScanLimits;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.trend.Measure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final TrackedProcess self = tracked();

  @AfterEach
  void close() {
    procFs.close();
  }

  private TrackedProcess tracked() {
    int pid = (int) ProcessHandle.current().pid();
    ProcessReading reading = procFs.read(pid).value().orElseThrow();
    return TrackedProcess.first(
        SampledProcess.grouped(reading, Optional.of(NOW)),
        NOW,
        NOW,
        new GrowthTracker(GROWTH, GROWTH, NOW));
  }

  /// A tick in which the process is read again; as known after it.
  private TrackedProcess tick(TrackedProcess before, Instant now) {
    Map<ProcessKey, KnownMappings> known = round.read(List.of(before), now, INTERVAL);
    return before.with(known.getOrDefault(before.key(), before.mappings()), before.rollup());
  }

  private long reads() {
    return procFs.statistics().reads(ProcFile.MAPS, OutcomeKind.OK);
  }

  @Test
  void addsUpWhatItReads() {
    TrackedProcess after = tick(self, NOW);

    LastMappings known = after.mappings().last().orElseThrow();
    assertThat(known.totals().count()).isGreaterThan(50);
    assertThat(known.totals().virtualBytes())
        .containsKeys(MappingCategory.CODE, MappingCategory.HEAP, MappingCategory.STACK);
    assertThat(after.age(NOW.plusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(after.values().value(Measure.MAPPINGS)).hasValue(known.totals().count());
    assertThat(self.mappings()).as("before").isEqualTo(KnownMappings.NONE);
  }

  /// The next tick, in which it was read anew since it has run, and is as it was.
  private static TrackedProcess ran(TrackedProcess before, Instant now) {
    ProcessReading same = before.reading();
    ProcessReading anew =
        new ProcessReading(
            same.stat(),
            same.type(),
            same.addressSpaceId(),
            same.status(),
            same.statm(),
            same.executable(),
            same.mapsAccess(),
            same.sizes(),
            same.pageBytes(),
            same.captured());
    return before.after(SampledProcess.grouped(anew, Optional.of(NOW)), now);
  }

  @Test
  void leavesAProcessThatHasNotChangedForAMinute() {
    TrackedProcess after = tick(self, NOW);
    for (int second = 10; second < 60; second += 10) {
      after = tick(ran(after, NOW.plusSeconds(second)), NOW.plusSeconds(second));
    }
    assertThat(reads()).isEqualTo(1);

    tick(ran(after, NOW.plusSeconds(60)), NOW.plusSeconds(60));
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void leavesAProcessAtRestForFiveMinutes() {
    TrackedProcess after = tick(self, NOW);
    for (int second = 10; second < 300; second += 10) {
      Instant now = NOW.plusSeconds(second);
      after = tick(after.after(after.process(), now), now);
    }
    assertThat(reads()).isEqualTo(1);

    tick(after.after(after.process(), NOW.plusSeconds(300)), NOW.plusSeconds(300));
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void readsNothingMoreOnceTheBudgetIsSpentAndPaysItsDebt() {
    List<TrackedProcess> both = List.of(self, tracked());
    Duration tiny = Duration.ofMillis(100).dividedBy(1_000_000);

    round.read(both, NOW, tiny);
    assertThat(reads()).isEqualTo(1);
    round.read(both, NOW.plusSeconds(1), tiny);
    assertThat(reads()).as("in debt").isEqualTo(1);
    round.read(List.of(self), NOW.plusSeconds(2), Duration.ofHours(1));
    assertThat(reads()).isEqualTo(2);
  }
}
