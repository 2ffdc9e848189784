package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// The time until memory reaches a limit.
class LimitForecastTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final long MIB = 1 << 20;
  private static final long LIMIT = 1_024 * MIB;

  private final LimitForecast forecast =
      new LimitForecast(new GrowthSettings(Duration.ofMinutes(15), Duration.ofHours(6)));
  private final Random random = new Random(3);

  /// Samples of ten seconds.
  ///
  /// @param bytes the memory at a second
  private double after(Duration time, LongUnaryOperator bytes) {
    for (long second = 0; second < time.toSeconds(); second += 10) {
      forecast.note(START.plusSeconds(second), bytes.applyAsLong(second));
    }
    return forecast.seconds(bytes.applyAsLong(time.toSeconds()), LIMIT);
  }

  @Test
  void isKnownAfterAnHourOfASteadyRise() {
    LongUnaryOperator leak = second -> 400 * MIB + second * MIB / 60;
    assertThat(after(Duration.ofMinutes(59), leak)).isInfinite();
    assertThat(after(Duration.ofMinutes(66), leak)).isCloseTo((624 - 66) * 60, within(60.0));
  }

  @Test
  void isKnownThroughNoise() {
    LongUnaryOperator leak = second -> 400 * MIB + second * MIB / 60 + random.nextLong(100 * MIB);
    assertThat(after(Duration.ofHours(3), leak)).isBetween(200 * 60.0, 500 * 60.0);
  }

  @Test
  void isKnownOfASlowRiseAfterTheLeakWindow() {
    assertThat(after(Duration.ofHours(7), second -> 400 * MIB + second * MIB / 600))
        .isCloseTo((624 - 42) * 600, within(6_000.0));
  }

  @Test
  void isInfiniteForWhatStays() {
    assertThat(after(Duration.ofHours(7), _ -> 900 * MIB)).isInfinite();
    assertThat(forecast.seconds(LIMIT, LIMIT)).isInfinite();
  }

  @Test
  void isInfiniteForWhatRisesOnceOrComesAndGoes() {
    assertThat(after(Duration.ofHours(7), second -> second < 9_000 ? 300 * MIB : 800 * MIB))
        .isInfinite();
  }

  @Test
  void isInfiniteForJobsThatFillAndFree() {
    assertThat(after(Duration.ofHours(7), second -> 100 * MIB + second % 1_200 * MIB / 2))
        .isInfinite();
  }

  @Test
  void isInfiniteAgainOnceTheRiseEnds() {
    LongUnaryOperator fill = second -> 400 * MIB + Math.min(second, 7_200) * MIB / 60;
    assertThat(after(Duration.ofHours(2), fill)).isFinite();
    assertThat(after(Duration.ofHours(12), fill)).isInfinite();
  }

  @Test
  void isZeroWhereItRisesAtTheLimit() {
    after(Duration.ofHours(2), second -> 400 * MIB + second * MIB / 60);
    assertThat(forecast.seconds(LIMIT + 5, LIMIT)).isZero();
  }

  /// A gap says nothing of what happened meanwhile.
  @Test
  void beginsAnewAfterAGap() {
    after(Duration.ofHours(2), second -> 400 * MIB + second * MIB / 60);
    forecast.note(START.plus(Duration.ofHours(3)), 600 * MIB);
    assertThat(forecast.seconds(600 * MIB, LIMIT)).isInfinite();
  }
}
