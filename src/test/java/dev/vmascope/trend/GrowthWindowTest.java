package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Growth over a quarter of an hour.
class GrowthWindowTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final GrowthWindow window = new GrowthWindow(Duration.ofMinutes(15));

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10, 30, 60, 299})
  void findsTheSlopeOfSteadyGrowthAtEveryInterval(int interval) {
    for (int second = 0; second <= 3_600; second += interval) {
      window.add(START.plusSeconds(second), values(1_000_000 + 4096L * second));
    }

    assertThat(window.slopes().get(Measure.RESIDENT)).isCloseTo(4096, within(1e-6));
  }

  @Test
  void knowsTheSlopeOfEveryMeasureThatIsKnown() {
    MeasureValues all =
        MeasureValues.of(allSizes(7))
            .andThreads(2)
            .and(3, Map.of(MappingCategory.HEAP, 4096L))
            .andUsage(5, 4);
    window.add(START, all);
    window.add(START.plusSeconds(300), all);

    assertThat(window.slopes())
        .containsOnlyKeys(Measure.ALL)
        .allSatisfy((_, slope) -> assertThat(slope).isZero());
  }

  @Test
  void knowsTheSlopesOfMappingsFromWhenTheyWereFirstRead() {
    for (int second = 0; second <= 600; second += 10) {
      MeasureValues cheap = values(1_000);
      window.add(
          START.plusSeconds(second),
          second < 300 ? cheap : cheap.and(second, Map.of(MappingCategory.HEAP, 4096L * second)));
    }

    assertThat(window.slopes())
        .containsEntry(Measure.MAPPINGS, 1.0)
        .containsEntry(Measure.of(MappingCategory.HEAP), 4096.0)
        .containsEntry(Measure.of(MappingCategory.STACK), 0.0)
        .containsEntry(Measure.RESIDENT, 0.0);
  }

  @Test
  void saysNothingBeforeAThirdOfTheWindow() {
    for (int second = 0; second < 300; second += 10) {
      window.add(START.plusSeconds(second), values(second));
      assertThat(window.slopes()).isEmpty();
    }
    window.add(START.plusSeconds(300), values(300));

    assertThat(window.slopes().get(Measure.RESIDENT)).isCloseTo(1, within(1e-9));
  }

  @Test
  void saysNothingOfNothing() {
    assertThat(window.slopes()).isEmpty();
  }

  @Test
  void forgetsWhatIsOlderThanItself() {
    for (int second = 0; second <= 1_800; second += 10) {
      window.add(START.plusSeconds(second), values(second < 900 ? 1_000L * second : 900_000));
    }

    assertThat(window.slopes()).containsEntry(Measure.RESIDENT, 0.0);
  }

  @Test
  void keepsAPointAsOldAsItself() {
    window.add(START, values(0));
    window.add(START.plusSeconds(900), values(9_000));

    assertThat(window.slopes()).containsEntry(Measure.RESIDENT, 10.0);
  }

  @Test
  void startsAnewAfterALongPause() {
    window.add(START, values(0));
    window.add(START.plusSeconds(900), values(9_000));
    window.add(START.plusSeconds(10_000), values(5));

    assertThat(window.slopes()).isEmpty();
  }

  @Test
  void countsTheLastOfPointsThatLieClose() {
    window.add(START, values(0));
    window.add(START.plusSeconds(300), values(999_999));
    window.add(START.plusSeconds(301), values(777_777));
    window.add(START.plusSeconds(302), values(302));

    // Three points: the one at 301 s has gone.
    assertThat(window.slopes().get(Measure.RESIDENT)).isCloseTo(1, within(1e-9));
  }

  @Test
  void countsOnlyThePointsSinceAMeasureWasLastUnknown() {
    MeasureValues withSwap =
        MeasureValues.of(new MemorySizes(Map.of(ProcessSize.RESIDENT, 1L, ProcessSize.SWAP, 1L)));
    window.add(START, withSwap);
    window.add(START.plusSeconds(150), values(1));
    window.add(START.plusSeconds(300), withSwap);
    assertThat(window.slopes()).containsOnlyKeys(Measure.RESIDENT);

    window.add(START.plusSeconds(601), withSwap);
    assertThat(window.slopes())
        .containsOnlyKeys(Measure.RESIDENT, Measure.of(ProcessSize.SWAP).orElseThrow());
  }

  /// A program that maps a page a second; its mappings are read when the time says so.
  private void grow(int untilSecond, int... readAt) {
    MeasureValues read = MeasureValues.NONE;
    for (int second = 0; second <= untilSecond; second += 10) {
      MeasureValues cheap =
          MeasureValues.of(new MemorySizes(Map.of(ProcessSize.VIRTUAL, 4096L * (1_000 + second))));
      int now = second;
      if (IntStream.of(readAt).anyMatch(at -> at == now)) {
        read = listed(cheap, second);
      }
      window.add(
          START.plusSeconds(second),
          read.value(Measure.MAPPINGS).isEmpty()
              ? cheap
              : cheap.and(
                  Math.toIntExact(read.value(Measure.MAPPINGS).orElseThrow()),
                  Map.of(
                      MappingCategory.ANONYMOUS,
                      read.value(Measure.of(MappingCategory.ANONYMOUS)).orElseThrow())));
    }
  }

  private static MeasureValues listed(MeasureValues cheap, int second) {
    return cheap.and(20 + second, Map.of(MappingCategory.ANONYMOUS, 4096L * (1_000 + second)));
  }

  @Test
  void saysNothingOfMappingsThatWereReadTwice() {
    grow(600, 0, 400);

    assertThat(window.slopes())
        .containsEntry(Measure.VIRTUAL, 4096.0)
        .doesNotContainKeys(Measure.MAPPINGS, Measure.of(MappingCategory.ANONYMOUS));
    assertThat(window.readsOften()).isFalse();
  }

  @Test
  void findsTheSlopeOfMappingsThroughTheReadsAlone() {
    grow(890, 0, 100, 400, 410);

    assertThat(window.slopes())
        .containsEntry(Measure.MAPPINGS, 1.0)
        .containsEntry(Measure.of(MappingCategory.ANONYMOUS), 4096.0);
    assertThat(window.readsOften()).as("four reads, for twelve floors").isFalse();
  }

  @Test
  void forgetsReadsThatAreOlderThanItself() {
    grow(1_500, 0, 100, 200, 300, 500, 700);

    assertThat(window.slopes()).doesNotContainKey(Measure.MAPPINGS);
  }

  @Test
  void knowsMappingsThatWereNotReadWhileNothingHasChanged() {
    MeasureValues same = listed(MeasureValues.of(allSizes(7)), 5);
    for (int second = 0; second <= 600; second += 10) {
      window.add(START.plusSeconds(second), same);
    }
    MeasureValues moreInMemory =
        listed(
            MeasureValues.of(
                new MemorySizes(
                    Map.of(
                        ProcessSize.VIRTUAL, 7L, ProcessSize.DATA, 7L, ProcessSize.RESIDENT, 9L))),
            5);
    for (int second = 610; second <= 900; second += 10) {
      window.add(START.plusSeconds(second), moreInMemory);
    }

    assertThat(window.slopes())
        .containsEntry(Measure.MAPPINGS, 0.0)
        .containsEntry(Measure.of(MappingCategory.ANONYMOUS), 0.0);
    assertThat(window.readsOften()).isTrue();
  }

  /// The size was looked at first, then it grew, then the listing was read: at the next tick it is
  /// read again, and is the same.
  @Test
  void takesACompleteListingForRead() {
    for (int second = 0; second <= 600; second += 10) {
      long virtual = second == 0 ? 4096L * 999 : 4096L * 1_000;
      window.add(
          START.plusSeconds(second),
          listed(MeasureValues.of(new MemorySizes(Map.of(ProcessSize.VIRTUAL, virtual))), 0));
    }

    assertThat(window.slopes()).containsEntry(Measure.of(MappingCategory.ANONYMOUS), 0.0);
  }

  private static MeasureValues values(long resident) {
    return MeasureValues.of(new MemorySizes(Map.of(ProcessSize.RESIDENT, resident)));
  }

  private static MemorySizes allSizes(long bytes) {
    return new MemorySizes(
        ProcessSize.ALL.stream().collect(Collectors.toMap(size -> size, _ -> bytes)));
  }
}
