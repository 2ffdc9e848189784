package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.sampling.Growth;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.sampling.saved.HistoryFile;
import dev.vmascope.sampling.saved.HistoryFiles;
import dev.vmascope.sampling.saved.SavedHistory;
import dev.vmascope.sampling.saved.SavedProcess;
import dev.vmascope.storage.Storage;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Verdicts of a service that is restarted in the middle of a leak, which fills a mebibyte a
/// minute.
class RestartedServiceTest {
  private static final GrowthProperties PROPERTIES =
      new GrowthProperties(Duration.ofMinutes(15), Duration.ofHours(6), Duration.ofMinutes(15));
  private static final LeakDetector.Bounds UNBOUNDED =
      new LeakDetector.Bounds(OptionalLong.empty(), OptionalLong.empty());
  private static final HostInfo HOST =
      new HostInfo(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty());
  private static final Instant START = SampledProcess.AT;
  private static final int MEMORY = 1 << 20;
  private static final int MOST_SECONDS = 10 * 3600;

  @TempDir Path folder = Path.of("");

  /// @return the second of the first verdict that it leaks
  private int secondOfVerdict(GrowthTracker first, int restart, int gap) {
    return secondOfVerdict(first, restart, gap, UNBOUNDED);
  }

  private int secondOfVerdict(
      GrowthTracker first, int restart, int gap, LeakDetector.Bounds bounds) {
    GrowthTracker tracker = first;
    Growth growth = Growth.NONE;
    for (int second = 0; second < MOST_SECONDS; second += 10) {
      if (second == restart) {
        tracker = restarted(tracker);
        second += gap;
      }
      Instant at = START.plusSeconds(second);
      growth = tracker.add(at, values(second), bounds, Optional.empty(), growth);
      if (growth.verdict(Measure.PRIVATE) == Verdict.LEAKING) {
        return second;
      }
    }
    return MOST_SECONDS;
  }

  private static MeasureValues values(int second) {
    long bytes = (100L << 20) + second * ((1L << 20) / 60);
    return MeasureValues.of(
        new MemorySizes(Map.of(ProcessSize.ANONYMOUS, bytes, ProcessSize.DATA, bytes)));
  }

  private static GrowthTracker fresh() {
    return new GrowthTracker(PROPERTIES, PROPERTIES, START);
  }

  private GrowthTracker restarted(GrowthTracker before) {
    SavedProcess saved = before.saved(new ProcessKey(42, 1_000), new AddressSpace(1, 2, 3));
    return new GrowthTracker(PROPERTIES, Objects.requireNonNull(passed(saved).get(saved.key())));
  }

  /// What the next service reads of it.
  private Map<ProcessKey, SavedProcess> passed(SavedProcess saved) {
    try (Storage storage = Storage.open(folder)) {
      HistoryFile file = HistoryFiles.in(storage, "a-boot");
      file.save(new SavedHistory(List.of(saved), Map.of()), PROPERTIES.settings(), MEMORY, START);
      file.finish();
      return HistoryFiles.in(storage, "a-boot").restore(PROPERTIES.settings(), MEMORY).byKey();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,30",
    "600,60",
    "900,120",
    "5000,10",
    "10000,60",
    "14400,120",
    "20000,280",
    "23900,30"
  })
  void theVerdictComesAtTheSameTime(int restart, int gap) {
    int undisturbed = secondOfVerdict(fresh(), MOST_SECONDS, 0);
    assertThat(undisturbed).isBetween(6 * 3600, 7 * 3600 + 600);
    assertThat(secondOfVerdict(fresh(), restart, gap)).isEqualTo(undisturbed);
  }

  /// The limit is reached within six hours, so an hour of floors is enough. A floor takes five
  /// minutes.
  @ParameterizedTest
  @CsvSource({"900,60", "2400,120", "3600,200", "5000,30", "5600,60"})
  void nearALimitABreakThatIsShorterThanAFloorDelaysNothing(int restart, int gap) {
    LeakDetector.Bounds near =
        new LeakDetector.Bounds(OptionalLong.of(300L << 20), OptionalLong.empty());
    int undisturbed = secondOfVerdict(fresh(), MOST_SECONDS, 0, near);
    assertThat(undisturbed).isBetween(5_400, 3 * 3_600);
    assertThat(secondOfVerdict(fresh(), restart, gap, near)).isEqualTo(undisturbed);
    assertThat(secondOfVerdict(fresh(), restart, 6_000, near)).isGreaterThan(undisturbed);
  }

  /// After a kill the last save may be five minutes old.
  @ParameterizedTest
  @ValueSource(ints = {320, 600, 1_200, 1_500})
  void aLongerBreakDelaysItByNoMoreThanTheBreak(int gap) {
    int undisturbed = secondOfVerdict(fresh(), MOST_SECONDS, 0);
    assertThat(secondOfVerdict(fresh(), 12_000, gap)).isBetween(undisturbed, undisturbed + gap);
  }

  @Test
  void afterABreakOfHoursItBeginsAnew() {
    int undisturbed = secondOfVerdict(fresh(), MOST_SECONDS, 0);
    assertThat(secondOfVerdict(fresh(), 3_600, 7_200)).isGreaterThan(undisturbed + 7_200);
  }

  /// A leap during the break, and none before or after it.
  @Test
  void theBreakItselfIsNoRise() {
    GrowthTracker tracker = fresh();
    Growth growth = Growth.NONE;
    for (int second = 0; second < 30_000; second += 10) {
      if (second == 12_000) {
        tracker = restarted(tracker);
        second += 1_000;
      }
      MeasureValues values = values(second < 12_000 ? 0 : 20_000);
      growth = tracker.add(START.plusSeconds(second), values, UNBOUNDED, Optional.empty(), growth);
      assertThat(growth.grows()).isFalse();
    }
    assertThat(growth.verdict(Measure.PRIVATE)).isEqualTo(Verdict.STEADY);
  }

  @Test
  void slopesAreThereAtOnce() {
    GrowthTracker tracker = fresh();
    Growth before = Growth.NONE;
    for (int second = 0; second < 3_600; second += 10) {
      before =
          tracker.add(
              START.plusSeconds(second), values(second), UNBOUNDED, Optional.empty(), before);
    }
    Growth after =
        restarted(tracker)
            .add(START.plusSeconds(3_660), values(3_660), UNBOUNDED, Optional.empty(), Growth.NONE);
    assertThat(after.slopes()).containsExactlyInAnyOrderEntriesOf(before.slopes());
    assertThat(after.judgements()).isEqualTo(before.judgements());
  }

  @Test
  void theSameProcessIsContinuedAndNoOther() {
    SampledProcess process = SampledProcess.of(42, "a").with(ProcessSize.PEAK_VIRTUAL, 3_000);
    TrackedProcess tracked = track(process, Map.of());
    Map<ProcessKey, SavedProcess> saved = passed(tracked.saved());
    assertThat(samples(track(process, saved))).isEqualTo(2);
    assertThat(samples(track(process.with(ProcessSize.PEAK_VIRTUAL, 3_001), saved))).isEqualTo(2);
    assertThat(samples(track(process.with(ProcessSize.PEAK_VIRTUAL, 2_999), saved))).isEqualTo(1);
    assertThat(samples(track(process.withPlaces(0x400001, 0x7ff00000), saved))).isEqualTo(1);
    assertThat(samples(track(process.withStartTicks(7), saved))).isEqualTo(1);
    assertThat(samples(track(SampledProcess.of(43, "a"), saved))).isEqualTo(1);
  }

  private static int samples(TrackedProcess process) {
    return process.tracker().history().log().since(Instant.MIN).size();
  }

  /// One tick of a new service.
  private static TrackedProcess track(
      SampledProcess process, Map<ProcessKey, SavedProcess> restored) {
    Instant at = restored.isEmpty() ? START : START.plusSeconds(60);
    Optional<Instant> started = Optional.of(START.minusSeconds(86_400));
    return new ProcessTracker(PROPERTIES, restored)
        .track(List.of(process.grouped(started)), at)
        .getFirst()
        .judged(at, HOST);
  }
}
