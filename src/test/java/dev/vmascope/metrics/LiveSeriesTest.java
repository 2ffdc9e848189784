package dev.vmascope.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// The series of something that has a value, or none.
class LiveSeriesTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final SeriesMeter<OptionalDouble> always =
      SeriesMeter.gauge("always", "", "Always", value -> value);
  private final SeriesMeter<OptionalDouble> onceNonZero =
      SeriesMeter.<OptionalDouble>gauge("once", "", "Once non-zero", value -> value)
          .tagged("category", "heap", value -> value.orElse(0) != 0);

  private final LiveSeries<OptionalDouble> series =
      new LiveSeries<>(
          registry, List.of(always, onceNonZero), Tags.of("group", "a"), OptionalDouble.of(0));

  @Test
  void showsTheValueOfTheLastSample() {
    series.show(OptionalDouble.of(7));

    assertThat(registry.get("always").tag("group", "a").gauge().value()).isEqualTo(7);
  }

  @Test
  void beginsWhenItIsToAndGoesOnWhateverComes() {
    assertThat(registry.find("once").gauge()).isNull();
    series.show(OptionalDouble.of(1));
    assertThat(registry.get("once").tag("category", "heap").gauge().value()).isEqualTo(1);
    series.show(OptionalDouble.of(0));
    assertThat(registry.get("once").gauge().value()).isZero();
  }

  @Test
  void hasNoSeriesWithoutAValue() {
    series.show(OptionalDouble.empty());
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void takesAllItsSeriesAway() {
    series.show(OptionalDouble.of(1));
    series.remove();
    assertThat(registry.getMeters()).isEmpty();
  }
}
