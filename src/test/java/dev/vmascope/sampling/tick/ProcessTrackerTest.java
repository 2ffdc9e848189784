package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.Growth;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.sampling.group.GroupedProcess;
import dev.vmascope.trend.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Growth of processes from tick to tick.
class ProcessTrackerTest {
  private static final Instant START = SampledProcess.AT;
  private static final Optional<Instant> LONG_AGO = Optional.of(START.minusSeconds(86_400));
  private static final HostInfo UNBOUNDED =
      new HostInfo(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty());
  private static final SampledProcess PROCESS = SampledProcess.of(42, "a");

  private final ProcessTracker tracker =
      new ProcessTracker(
          new GrowthProperties(Duration.ofMinutes(15), Duration.ofHours(6), Duration.ofMinutes(10)),
          Map.of());

  @Test
  void findsTheGrowthOfAnOldProcess() {
    assertThat(grow(PROCESS, LONG_AGO, 0, 290)).isEmpty();
    assertThat(grow(PROCESS, LONG_AGO, 300, 300)).containsEntry(Measure.RESIDENT, 100.0);
  }

  @Test
  void leavesOutTheWarmUpAfterTheStart() {
    // A leap during warm-up; from 600 s on, steady growth, known after a third of the window.
    Optional<Instant> started = Optional.of(START);
    tick(PROCESS.with(ProcessSize.RESIDENT, 1 << 30), started, 300);
    assertThat(grow(PROCESS, started, 600, 890)).isEmpty();
    assertThat(grow(PROCESS, started, 900, 900)).containsEntry(Measure.RESIDENT, 100.0);
  }

  @Test
  void warmsUpFromTheFirstTickWhereTheStartIsUnknown() {
    assertThat(grow(PROCESS, Optional.empty(), 0, 890)).isEmpty();
    assertThat(grow(PROCESS, Optional.empty(), 900, 900)).containsEntry(Measure.RESIDENT, 100.0);
  }

  @ParameterizedTest
  @CsvSource({"0x400001, 0x7ff00000", "0x400000, 0x7ff00001"})
  void startsAnewWithAnotherAddressSpace(String code, String stack) {
    grow(PROCESS, LONG_AGO, 0, 1_000);
    SampledProcess after = PROCESS.withPlaces(Long.decode(code), Long.decode(stack));

    assertThat(grow(after, LONG_AGO, 1_010, 1_900)).isEmpty();
    assertThat(grow(after, LONG_AGO, 1_910, 1_910)).containsEntry(Measure.RESIDENT, 100.0);
  }

  @Test
  void takesAFallenPeakForAnotherAddressSpace() {
    grow(PROCESS.with(ProcessSize.PEAK_VIRTUAL, 2_000), LONG_AGO, 0, 1_000);

    assertThat(grow(PROCESS.with(ProcessSize.PEAK_VIRTUAL, 3_000), LONG_AGO, 1_010, 1_010))
        .isNotEmpty();
    assertThat(grow(PROCESS.with(ProcessSize.PEAK_VIRTUAL, 2_999), LONG_AGO, 1_020, 1_020))
        .isEmpty();
  }

  @Test
  void findsTheGrowthOfWhatIsKilledEveryTenMinutes() {
    int ticksWithGrowth = 0;
    for (int life = 0; life < 4; life++) {
      Optional<Instant> started = Optional.of(START.plusSeconds(600L * life));
      for (int second = 600 * life; second < 600 * life + 600; second += 10) {
        SampledProcess process =
            PROCESS
                .withStartTicks(60_000L * life)
                .with(ProcessSize.RESIDENT, 100_000L * (second - 600L * life));
        Map<Measure, Double> slopes = tick(process, started, second);
        if (!slopes.isEmpty()) {
          assertThat(slopes).containsEntry(Measure.RESIDENT, 100_000.0);
          ticksWithGrowth++;
        }
      }
    }
    // From the second life on, the last third of each.
    assertThat(ticksWithGrowth).isBetween(50, 63);
  }

  @Test
  void judgesNoSoonerThanConfiguredWhateverCameBefore() {
    SampledProcess first = PROCESS.with(ProcessSize.ANONYMOUS, 1 << 20);
    for (int second = 0; second < 400; second += 10) {
      note(first, Optional.of(START), second);
    }
    Optional<Instant> again = Optional.of(START.plusSeconds(400));
    SampledProcess next = first.withStartTicks(7);
    for (int second = 400; second < 1_000; second += 10) {
      assertThat(note(next, again, second).judgements()).isEmpty();
    }
    assertThat(note(next, again, 1_000).slopes()).isNotEmpty();
    assertThat(note(next, again, 1_010).judgements()).isNotEmpty();
  }

  @Test
  void reportsNoGrowthOfProcessesThatEndSoon() {
    for (int life = 0; life < 20; life++) {
      Optional<Instant> started = Optional.of(START.plusSeconds(100L * life));
      for (int second = 100 * life; second < 100 * life + 100; second += 10) {
        SampledProcess process =
            PROCESS.withStartTicks(10_000L * life).with(ProcessSize.RESIDENT, 100_000L * second);
        assertThat(tick(process, started, second)).isEmpty();
      }
    }
  }

  @Test
  void distinguishesAProcessFromTheNextOfTheSamePid() {
    grow(PROCESS, LONG_AGO, 0, 1_000);

    assertThat(grow(PROCESS.withStartTicks(2_000), LONG_AGO, 1_010, 1_010)).isEmpty();
    assertThat(grow(SampledProcess.of(43, "a"), LONG_AGO, 1_020, 1_020)).isEmpty();
  }

  @Test
  void forgetsWhatWasNotSeenInATick() {
    grow(PROCESS, LONG_AGO, 0, 1_000);
    tick(SampledProcess.of(43, "a"), LONG_AGO, 1_010);

    assertThat(grow(PROCESS, LONG_AGO, 1_020, 1_020)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"KERNEL_THREAD", "ZOMBIE"})
  void knowsNothingOfProcessesWithoutMemory(ProcessType type) {
    assertThat(grow(PROCESS.withType(type), LONG_AGO, 0, 1_000)).isEmpty();
  }

  /// Ticks every ten seconds, in which it grows by 100 bytes a second; the last slopes.
  private Map<Measure, Double> grow(
      SampledProcess process, Optional<Instant> started, int fromSecond, int toSecond) {
    Map<Measure, Double> slopes = Map.of();
    for (int second = fromSecond; second <= toSecond; second += 10) {
      slopes = tick(process.with(ProcessSize.RESIDENT, 1_000_000 + 100L * second), started, second);
    }
    return slopes;
  }

  private Map<Measure, Double> tick(SampledProcess process, Optional<Instant> started, int second) {
    return note(process, started, second).slopes();
  }

  private Growth note(SampledProcess process, Optional<Instant> started, int second) {
    return tick(process.grouped(started), START.plusSeconds(second))
        .map(TrackedProcess::growth)
        .orElse(Growth.NONE);
  }

  private Optional<TrackedProcess> tick(GroupedProcess process, Instant at) {
    Optional<TrackedProcess> tracked =
        tracker.track(List.of(process), at).stream()
            .map(one -> one.judged(at, UNBOUNDED))
            .findFirst();
    tracker.keep(tracked.stream().toList(), at);
    return tracked;
  }
}
