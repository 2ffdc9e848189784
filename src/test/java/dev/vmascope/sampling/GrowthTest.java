package dev.vmascope.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureVerdict;
import dev.vmascope.trend.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is to be said of a process whose measures do different things.
class GrowthTest {
  private static final Measure HEAP = Measure.of(MappingCategory.HEAP);
  private static final Measure STACKS = Measure.of(MappingCategory.THREAD_STACK);

  private static MeasureVerdict judged(Verdict verdict) {
    return new MeasureVerdict(verdict, false, Optional.empty());
  }

  private static Growth growth(Map<Measure, Verdict> verdicts, Map<Measure, Double> slopes) {
    Map<Measure, MeasureVerdict> judgements = new HashMap<>();
    verdicts.forEach((measure, verdict) -> judgements.put(measure, judged(verdict)));
    return new Growth(slopes, judgements, Optional.empty());
  }

  private static Optional<MappingCategory> javaHeap() {
    return Optional.of(MappingCategory.JAVA_HEAP);
  }

  @Test
  void memoryThatGrowsAloneFillsWhatWasMapped() {
    Growth growth =
        growth(
            Map.of(Measure.PRIVATE, Verdict.GROWING, HEAP, Verdict.STEADY),
            Map.of(Measure.PRIVATE, 1e6, HEAP, 0.0));

    assertThat(growth.fillsWhatWasMapped()).isTrue();
    assertThat(growth.blamed(GrowthTest::javaHeap)).hasValue(MappingCategory.JAVA_HEAP);
    assertThat(growth.blamed(Optional::empty)).isEmpty();
  }

  @Test
  void sharedMemoryThatGrowsAloneFillsWhatWasMapped() {
    assertThat(
            growth(
                    Map.of(Measure.SHARED_MEMORY, Verdict.LEAKING),
                    Map.of(Measure.SHARED_MEMORY, 5e5))
                .fillsWhatWasMapped())
        .isTrue();
  }

  /// A pool that gains a thread now and then is not where a heap goes.
  @Test
  void aLittleAddressSpaceDoesNotExplainMuchMemory() {
    Growth growth =
        growth(
            Map.of(Measure.PRIVATE, Verdict.GROWING, STACKS, Verdict.GROWING),
            Map.of(Measure.PRIVATE, 1e6, STACKS, 1e4));

    assertThat(growth.blamed(GrowthTest::javaHeap)).hasValue(MappingCategory.JAVA_HEAP);
  }

  @Test
  void addressSpaceThatGrowsAsMuchDoes() {
    Growth growth =
        growth(
            Map.of(Measure.PRIVATE, Verdict.LEAKING, HEAP, Verdict.LEAKING),
            Map.of(Measure.PRIVATE, 1e6, HEAP, 9e5));

    assertThat(growth.fillsWhatWasMapped()).isFalse();
    assertThat(growth.blamed(GrowthTest::javaHeap)).hasValue(MappingCategory.HEAP);
  }

  @Test
  void addressSpaceThatLeaksComesBeforeMemoryThatGrows() {
    assertThat(
            growth(
                    Map.of(Measure.PRIVATE, Verdict.GROWING, STACKS, Verdict.LEAKING),
                    Map.of(Measure.PRIVATE, 1e6, STACKS, 1e4))
                .blamed(GrowthTest::javaHeap))
        .hasValue(MappingCategory.THREAD_STACK);
  }

  @Test
  void nothingIsSteadyWhileSomethingIsUnknown() {
    assertThat(
            growth(Map.of(Measure.PRIVATE, Verdict.STEADY, STACKS, Verdict.UNKNOWN), Map.of())
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            growth(Map.of(Measure.PRIVATE, Verdict.GROWING, STACKS, Verdict.UNKNOWN), Map.of())
                .verdict())
        .isEqualTo(Verdict.GROWING);
    assertThat(
            growth(Map.of(Measure.PRIVATE, Verdict.STEADY, STACKS, Verdict.SHRINKING), Map.of())
                .verdict())
        .isEqualTo(Verdict.SHRINKING);
  }
}
