package dev.vmascope.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.trend.Change;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The measure that a row of the ranking shows.
class GrowthRatesTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T12:00:00Z");
  private static final Measure FILES = Measure.of(MappingCategory.FILE);
  private static final Measure STACKS = Measure.of(MappingCategory.THREAD_STACK);

  private static GrowthRates rates(Map<Measure, Double> slopes, Map<Measure, Long> changes) {
    return new GrowthRates(
        LeakDetector.JUDGED,
        slopes,
        measure ->
            Optional.ofNullable(changes.get(measure))
                .map(amount -> new Change(SINCE, SINCE.plusSeconds(10), amount)));
  }

  @Test
  void isPrivateMemoryWhereMostGoesThere() {
    assertThat(
            rates(
                    Map.of(Measure.PRIVATE, 1e6, Measure.of(MappingCategory.ANONYMOUS), 1.2e6),
                    Map.of())
                .foremost())
        .hasValue(Measure.PRIVATE);
  }

  @Test
  void isTheAddressSpaceOfThreadsOrFilesWhereHardlyAnyDoes() {
    assertThat(
            rates(Map.of(Measure.PRIVATE, 1.4e4, STACKS, 4e6, Measure.THREADS, 0.5), Map.of())
                .foremost())
        .hasValue(STACKS);
    assertThat(rates(Map.of(FILES, 1e6), Map.of()).foremost()).hasValue(FILES);
  }

  @Test
  void isANumberWhereNoSizeGrows() {
    assertThat(rates(Map.of(Measure.THREADS, 2.0, Measure.PRIVATE, -5.0), Map.of()).foremost())
        .hasValue(Measure.THREADS);
  }

  @Test
  void isByChangeUntilTheSlopeIsKnown() {
    GrowthRates rates =
        rates(Map.of(Measure.PRIVATE, 0.0), Map.of(FILES, 500L, Measure.PRIVATE, 900L));

    assertThat(rates.foremost()).hasValue(FILES);
    assertThat(rates.rate(FILES)).isEqualTo(50);
    assertThat(rates.rate(Measure.PRIVATE)).as("its slope is known").isZero();
  }

  @Test
  void isNoneWhereNothingGrows() {
    assertThat(rates(Map.of(Measure.PRIVATE, -1.0), Map.of(FILES, -7L)).foremost()).isEmpty();
    assertThat(rates(Map.of(), Map.of()).foremost()).isEmpty();
  }

  @Test
  void countsOnlyWhatWasAskedFor() {
    GrowthRates one =
        new GrowthRates(
            List.of(Measure.THREADS),
            Map.of(Measure.PRIVATE, 1e6, Measure.THREADS, 1.0),
            _ -> Optional.empty());

    assertThat(one.foremost()).hasValue(Measure.THREADS);
  }
}
