package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The first values of measures, in few bytes.
class FirstValuesTest {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
  private static final MeasureValues SAMPLE =
      MeasureValues.of(new MemorySizes(Map.of(ProcessSize.ANONYMOUS, 4096L))).andThreads(7);

  @Test
  void holdsThoseOfItsMeasuresAlone() {
    FirstValues first =
        FirstValues.of(AT, SAMPLE, Measure.bits(List.of(Measure.THREADS, Measure.PRIVATE)));

    assertThat(first.measures()).containsExactlyInAnyOrder(Measure.THREADS, Measure.PRIVATE);
    assertThat(first.value(Measure.THREADS)).isEqualTo(7);
    assertThat(first.value(Measure.PRIVATE)).isEqualTo(4096);
  }

  @Test
  void takesOneMoreAtAnyPlace() {
    FirstValues none = FirstValues.of(AT, MeasureValues.NONE, 0);
    for (List<Measure> order :
        List.of(
            List.of(Measure.THREADS, Measure.PRIVATE, Measure.MAPPINGS),
            List.of(Measure.MAPPINGS, Measure.PRIVATE, Measure.THREADS),
            List.of(Measure.PRIVATE, Measure.MAPPINGS, Measure.THREADS))) {
      FirstValues all = none;
      for (Measure measure : order) {
        all = all.and(measure, -measure.index());
      }

      assertThat(all.at()).isEqualTo(AT);
      assertThat(all.measures()).containsExactlyInAnyOrderElementsOf(order);
      for (Measure measure : order) {
        assertThat(all.value(measure)).isEqualTo(-measure.index());
      }
    }
  }
}
