package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The raw difference between two samples.
class ChangeTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private static MeasureValues values(long anonymous) {
    return MeasureValues.of(new MemorySizes(Map.of(ProcessSize.ANONYMOUS, anonymous)));
  }

  @Test
  void isTheAmountAndItsPace() {
    Change change =
        Change.between(
                Measure.PRIVATE,
                new TimedValues(START, values(1_000)),
                values(400),
                START.plusMillis(1_500))
            .orElseThrow();

    assertThat(change.amount()).isEqualTo(-600);
    assertThat(change.perSecond()).isEqualTo(-400);
    assertThat(change.since()).isEqualTo(START);
  }

  @Test
  void isNoneBetweenASampleAndItself() {
    assertThat(Change.between(Measure.PRIVATE, new TimedValues(START, values(1)), values(1), START))
        .isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new Change(START, START, 0));
  }

  @Test
  void isNoneOfWhatOneOfThemDoesNotKnow() {
    MeasureValues read = values(1).and(3, Map.of(MappingCategory.HEAP, 4096L));
    assertThat(
            Change.between(
                Measure.MAPPINGS, new TimedValues(START, values(1)), read, START.plusSeconds(1)))
        .isEmpty();
    assertThat(
            Change.between(
                Measure.MAPPINGS, new TimedValues(START, read), values(1), START.plusSeconds(1)))
        .isEmpty();
  }
}
