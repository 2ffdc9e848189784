package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts on several measures, over twelve minutes.
class LeakDetectorTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final LeakDetector.Bounds NONE =
      new LeakDetector.Bounds(OptionalLong.empty(), OptionalLong.empty());
  private static final int SECONDS = 13 * 60;

  private final LeakDetector judge =
      new LeakDetector(new GrowthSettings(Duration.ofMinutes(12), Duration.ofHours(6)));

  private static MeasureValues values(int threads, int mappings, long stacks) {
    return MeasureValues.of(new MemorySizes(Map.of(ProcessSize.ANONYMOUS, 1L << 20)))
        .andThreads(threads)
        .and(mappings, Map.of(MappingCategory.THREAD_STACK, stacks));
  }

  private Verdict verdict(Measure measure, boolean readsOften) {
    return judged(readsOften).getOrDefault(measure, MeasureVerdict.NONE).verdict();
  }

  private Map<Measure, MeasureVerdict> judged(boolean readsOften) {
    return judge.judge(START.plusSeconds(SECONDS), Map.of(), readsOften);
  }

  @ParameterizedTest
  @CsvSource({"30, GROWING", "600, STEADY"})
  void threadsThatStartWithoutEndGrow(int secondsEach, Verdict verdict) {
    for (int second = 0; second <= SECONDS; second += 10) {
      judge.note(START.plusSeconds(second), values(10 + second / secondsEach, 50, 0), NONE);
    }

    assertThat(verdict(Measure.THREADS, true)).isEqualTo(verdict);
  }

  @Test
  void whatWasSteadyStaysSoIfTheClockIsSetBack() {
    judge.note(START, values(3, 50, 0), NONE);
    assertThat(verdict(Measure.THREADS, true)).isEqualTo(Verdict.STEADY);

    assertThat(judge.judge(START.minusSeconds(SECONDS), Map.of(), true)).isEqualTo(judged(true));
  }

  @Test
  void mappingsThatWereHardlyReadAreNotSteady() {
    for (int second = 0; second <= SECONDS; second += 10) {
      // Read at the start, and once more.
      int read = second < 400 ? 0 : 400;
      judge.note(START.plusSeconds(second), values(3, 50 + read, 4096L * read), NONE);
    }

    assertThat(judged(false))
        .containsEntry(Measure.MAPPINGS, MeasureVerdict.NONE)
        .containsEntry(Measure.of(MappingCategory.THREAD_STACK), MeasureVerdict.NONE)
        .containsEntry(Measure.of(MappingCategory.HEAP), MeasureVerdict.NONE);
    assertThat(verdict(Measure.PRIVATE, false)).isEqualTo(Verdict.STEADY);
    assertThat(verdict(Measure.MAPPINGS, true)).isEqualTo(Verdict.STEADY);
  }

  @Test
  void mappingsThatGrowDoSoHoweverOftenTheyWereRead() {
    for (int second = 0; second <= SECONDS; second += 10) {
      judge.note(START.plusSeconds(second), values(3, 50 + second, 0), NONE);
    }

    assertThat(verdict(Measure.MAPPINGS, false)).isEqualTo(Verdict.GROWING);
  }
}
