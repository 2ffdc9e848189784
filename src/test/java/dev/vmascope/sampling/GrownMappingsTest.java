package dev.vmascope.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.space.MappingTotals.Extent;
import dev.vmascope.mapping.space.MappingTotals.Name;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureVerdict;
import dev.vmascope.trend.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is to blame for growth.
class GrownMappingsTest {
  private static final Instant SINCE = SampledProcess.AT;

  private static Name name(MappingCategory category, String text) {
    return new Name(category, new RawText(text));
  }

  private static final Name HEAP = name(MappingCategory.HEAP, "[heap]");
  private static final Name UNNAMED = name(MappingCategory.ANONYMOUS, "");
  private static final Name LIBRARY = name(MappingCategory.CODE, "/lib/a.so");

  @Test
  void areThoseThereIsMoreOf() {
    GrownMappings grown =
        GrownMappings.between(
            SINCE,
            Map.of(HEAP, new Extent(1, 100), LIBRARY, new Extent(1, 50), UNNAMED, new Extent(9, 9)),
            SINCE.plusSeconds(60),
            Map.of(
                HEAP, new Extent(1, 300), LIBRARY, new Extent(1, 50), UNNAMED, new Extent(12, 8)));

    assertThat(grown.most())
        .containsExactly(
            new GrownMappings.Grown(HEAP, 0, 200), new GrownMappings.Grown(UNNAMED, 3, -1));
    assertThat(grown.until()).isEqualTo(SINCE.plusSeconds(60));
  }

  @Test
  void areAtMostTen() {
    Map<Name, Extent> now = new HashMap<>();
    for (int i = 1; i <= 30; i++) {
      now.put(name(MappingCategory.FILE, "/f" + i), new Extent(1, i));
    }
    assertThat(GrownMappings.between(SINCE, Map.of(), SINCE, now).most())
        .hasSize(10)
        .startsWith(new GrownMappings.Grown(name(MappingCategory.FILE, "/f30"), 1, 30));
  }

  private static Growth growth(
      Map<MappingCategory, Verdict> verdicts, Map<Measure, Double> slopes) {
    Map<Measure, MeasureVerdict> judgements = new HashMap<>();
    verdicts.forEach((category, verdict) ->
        judgements.put(Measure.of(category), new MeasureVerdict(verdict, false, Optional.empty())));
    return new Growth(slopes, judgements, Optional.empty());
  }

  @Test
  void blameTheCategoryThatLeaksBeforeOneThatGrowsFaster() {
    assertThat(
            growth(
                    Map.of(
                        MappingCategory.HEAP, Verdict.LEAKING,
                        MappingCategory.FILE, Verdict.GROWING),
                    Map.of(
                        Measure.of(MappingCategory.HEAP), 1.0,
                        Measure.of(MappingCategory.FILE), 9.0))
                .blamed(Optional::empty))
        .hasValue(MappingCategory.HEAP);
  }

  @Test
  void blameTheFastestOfThoseThatGrow() {
    assertThat(
            growth(
                    Map.of(
                        MappingCategory.GUARD, Verdict.GROWING,
                        MappingCategory.THREAD_STACK, Verdict.GROWING,
                        MappingCategory.CODE, Verdict.STEADY),
                    Map.of(
                        Measure.of(MappingCategory.GUARD), 1.0,
                        Measure.of(MappingCategory.THREAD_STACK), 2_000.0,
                        Measure.of(MappingCategory.CODE), 5_000.0))
                .blamed(Optional::empty))
        .hasValue(MappingCategory.THREAD_STACK);
  }

  @Test
  void blameNothingWhereNothingGrows() {
    assertThat(
            growth(Map.of(MappingCategory.HEAP, Verdict.SHRINKING), Map.of())
                .blamed(Optional::empty))
        .isEmpty();
    assertThat(Growth.NONE.blamed(Optional::empty)).isEmpty();
    assertThat(Growth.NONE.grows()).isFalse();
  }
}
