package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Samples that are written and read again.
class SampleLogTest {
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private final SampleLog log = new SampleLog();

  private static MeasureValues resident(long bytes) {
    return MeasureValues.of(new MemorySizes(Map.of(ProcessSize.RESIDENT, bytes)));
  }

  private static MeasureValues random(Random random) {
    Map<ProcessSize, Long> sizes = new EnumMap<>(ProcessSize.class);
    for (ProcessSize size : ProcessSize.ALL) {
      if (random.nextInt(3) > 0) {
        sizes.put(size, random.nextLong() >>> random.nextInt(64));
      }
    }
    MeasureValues values = MeasureValues.of(new MemorySizes(sizes));
    return random.nextBoolean()
        ? values
        : values.and(random.nextInt(70_000), Map.of(MappingCategory.HEAP, random.nextLong() >>> 1));
  }

  @Test
  void givesBackWhatWasAddedBitByBit() {
    Random random = new Random(7);
    List<TimedValues> added = new ArrayList<>();
    Instant at = START;
    for (int i = 0; i < 5_000; i++) {
      at = at.plusMillis(1 + random.nextInt(100_000));
      MeasureValues values =
          !added.isEmpty() && random.nextInt(4) == 0 ? added.getLast().values() : random(random);
      added.add(new TimedValues(at, values));
      log.add(at, values);
    }

    assertThat(log.since(START)).isEqualTo(added);
    Instant middle = added.get(2_500).at();
    assertThat(log.since(middle)).isEqualTo(added.subList(2_500, 5_000));
  }

  @Test
  void findsTheFirstThatKnowsAMeasure() {
    assertThat(log.firstWith(Measure.RESIDENT)).isEmpty();
    for (int i = 0; i < 2_000; i++) {
      MeasureValues cheap = resident(i * 7_919L);
      log.add(
          START.plusSeconds(i),
          i < 1_500 ? cheap : cheap.and(i, Map.of(MappingCategory.HEAP, 4096L * i)));
    }

    assertThat(log.firstWith(Measure.RESIDENT).orElseThrow().at()).isEqualTo(START);
    assertThat(log.firstWith(Measure.MAPPINGS).orElseThrow())
        .isEqualTo(log.since(START.plusSeconds(1_500)).getFirst());
    assertThat(log.firstWith(Measure.THREADS)).isEmpty();
  }

  @Test
  void takesFewBytesForAProcessThatDoesNothing() {
    for (int i = 0; i < 360; i++) {
      log.add(START.plusSeconds(10L * i), resident(1 << 20));
    }

    assertThat(log.since(START)).hasSize(360);
    assertThat(log.bytes()).isLessThan(4_000);
  }

  @Test
  void forgetsWhatIsOlder() {
    for (int i = 0; i < 3_600; i++) {
      log.add(START.plusSeconds(i), resident(4_096L * i));
    }
    int all = log.bytes();
    log.forgetBefore(START.plusSeconds(1_800));

    assertThat(log.since(START).getFirst().at())
        .isBetween(START.plusSeconds(1_600), START.plusSeconds(1_800));
    assertThat(log.bytes()).isBetween(all * 2 / 5, all * 3 / 5);
    assertThat(log.hasForgotten()).isFalse();
  }

  @Test
  void makesRoomFromTheOldEndAndSaysSo() {
    for (int i = 0; i < 3_600; i++) {
      log.add(START.plusSeconds(i), resident(4_096L * i));
    }
    int all = log.bytes();
    int freed = log.forgetOldest();

    assertThat(freed).isPositive();
    assertThat(log.bytes()).isEqualTo(all - freed);
    assertThat(log.hasForgotten()).isTrue();
    assertThat(log.since(START).getLast().at()).isEqualTo(START.plusSeconds(3_599));
    while (log.forgetOldest() > 0) {}
    assertThat(log.since(START)).isNotEmpty();
  }

  @Test
  void startsAnewFromWhereTheClockWasSetBackTo() {
    for (int i = 0; i < 1_000; i++) {
      log.add(START.plusSeconds(i), resident(i));
    }
    log.add(START.plusSeconds(500), resident(7));
    log.add(START.plusSeconds(501), resident(8));

    List<TimedValues> samples = log.since(START);
    assertThat(samples).hasSize(502).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(samples.getLast().values().value(Measure.RESIDENT)).hasValue(8);
    assertThat(samples.get(499).values().value(Measure.RESIDENT)).hasValue(499);
  }
}
