package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EvenTimesTest {
  private static final Instant END = Instant.parse("2026-11-25T12:00:00Z");

  /// Every 30 s; a sample every 10 s.
  private final EvenTimes times =
      EvenTimes.over(Duration.ofMinutes(15), END, Duration.ofSeconds(10));

  private final SampleLog log = new SampleLog();

  private void add(long secondsBefore, long bytes) {
    log.add(END.minusSeconds(secondsBefore), resident(bytes));
  }

  private static MeasureValues resident(long bytes) {
    return MeasureValues.of(new MemorySizes(Map.of(ProcessSize.RESIDENT, bytes)));
  }

  private List<Long> values() {
    return times.values(log, Measure.RESIDENT);
  }

  @Test
  void areThirtyOverAWindowUpToItsEnd() {
    assertThat(times.count()).isEqualTo(30);
    assertThat(times.step()).isEqualTo(Duration.ofSeconds(30));
    assertThat(times.start().plus(times.step().multipliedBy(29))).isEqualTo(END);
  }

  @Test
  void haveTheLastSampleBeforeEach() {
    for (long second = 3_600; second >= 0; second -= 10) {
      add(second, second);
    }
    assertThat(values())
        .isEqualTo(LongStream.rangeClosed(0, 29).mapToObj(i -> 30 * (29 - i)).toList());
  }

  @Test
  void haveNoneBeforeTheFirstSample() {
    assertThat(values()).isEmpty();
    add(65, 1);
    add(0, 2);
    assertThat(values()).containsExactly(1L, 1L, 2L);
  }

  @Test
  void haveNoneBeforeAGap() {
    add(600, 1);
    add(201, 2);
    add(80, 3);
    add(20, 4);
    // At 90 seconds before the end the last sample is older than the 90 seconds that it holds.
    assertThat(times.held()).isEqualTo(Duration.ofSeconds(90));
    assertThat(values()).containsExactly(3L, 3L, 4L);
  }

  @Test
  void waitForSamplesThatComeRarely() {
    EvenTimes rare = EvenTimes.over(Duration.ofMinutes(15), END, Duration.ofMinutes(2));
    add(240, 1);
    add(120, 2);
    add(0, 3);
    assertThat(rare.values(log, Measure.RESIDENT))
        .containsExactly(1L, 1L, 1L, 1L, 2L, 2L, 2L, 2L, 3L);
  }

  @Test
  void haveNoneOfWhatIsNotKnown() {
    add(60, 1);
    add(30, 2);
    assertThat(times.values(log, Measure.THREADS)).isEmpty();
    log.add(END, MeasureValues.of(new MemorySizes(Map.of(ProcessSize.SWAP, 7L))));
    assertThat(values()).isEmpty();
  }

  /// The samples of a tick that is not published yet are not shown.
  @Test
  void endWithTheLastTime() {
    add(10, 1);
    add(-10, 2);
    assertThat(values()).containsExactly(1L);
  }

  @Test
  void areTheLongestEndWithoutAnUnknown() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      SampleLog samples = new SampleLog();
      List<TimedValues> all = new ArrayList<>();
      Instant at = END.minusSeconds(1_500);
      while (at.isBefore(END.plusSeconds(20))) {
        MeasureValues values =
            random.nextInt(20) == 0 ? MeasureValues.NONE : resident(random.nextLong() >>> 20);
        samples.add(at, values);
        all.add(new TimedValues(at, values));
        at = at.plusMillis(1 + random.nextInt(random.nextInt(30) == 0 ? 200_000 : 20_000));
      }
      assertThat(times.values(samples, Measure.RESIDENT)).isEqualTo(slowly(all));
    }
  }

  private List<Long> slowly(List<TimedValues> all) {
    List<Long> values = new ArrayList<>();
    for (int i = times.count() - 1; i >= 0; i--) {
      Instant at = times.start().plus(times.step().multipliedBy(i));
      Optional<TimedValues> last =
          all.stream().filter(one -> !one.at().isAfter(at)).reduce((_, later) -> later);
      OptionalLong value =
          last.filter(one -> !one.at().plus(times.held()).isBefore(at))
              .map(one -> one.values().value(Measure.RESIDENT))
              .orElse(OptionalLong.empty());
      if (value.isEmpty()) {
        break;
      }
      values.addFirst(value.getAsLong());
    }
    return values;
  }
}
