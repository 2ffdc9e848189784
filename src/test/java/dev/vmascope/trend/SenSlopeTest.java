package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Slopes of lines, clean and spoilt.
class SenSlopeTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 30, 31})
  void findsTheSlopeOfALine(int count) {
    assertThat(SenSlope.of(times(count), line(count, 1000, -7), count)).hasValue(-7);
    assertThat(SenSlope.of(times(count), line(count, 0, 4096), count)).hasValue(4096);
  }

  @Test
  void countsInTimeNotInPoints() {
    double[] times = {0, 1, 5, 20};
    long[] values = {100, 102, 110, 140};

    assertThat(SenSlope.of(times, values, 4)).hasValue(2);
  }

  @Test
  void takesTheMiddleOfTheMiddleTwoSlopes() {
    // Slopes 0, 1 and 2 of three pairs; 0, 1, 2, 3, 4 and 6 of six.
    assertThat(SenSlope.of(times(3), new long[] {0, 0, 2}, 3)).hasValue(1);
    assertThat(SenSlope.of(times(4), new long[] {0, 0, 2, 8}, 4)).hasValue((2 + 8 / 3.0) / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 31, 100})
  void isNotMovedByOutliersUpTo29Percent(int count) {
    Random random = new Random(count);
    for (int round = 0; round < 200; round++) {
      long[] values = line(count, 0, 1000);
      for (int spoilt = 0; spoilt < (int) (0.29 * count); spoilt++) {
        values[random.nextInt(count)] = random.nextLong() >> 8;
      }

      assertThat(SenSlope.of(times(count), values, count)).hasValue(1000);
    }
  }

  @Test
  void isMovedLittleByNoise() {
    Random random = new Random(1);
    long[] values = line(31, 0, 1000);
    for (int i = 0; i < values.length; i++) {
      values[i] += random.nextLong(-500, 501);
    }

    assertThat(SenSlope.of(times(31), values, 31).orElseThrow()).isCloseTo(1000, within(50.0));
  }

  @Test
  void is0WhereNothingChanges() {
    assertThat(SenSlope.of(times(9), line(9, 5, 0), 9)).hasValue(0);
  }

  @Test
  void isUnknownWithFewerThanTwoPoints() {
    assertThat(SenSlope.of(times(3), line(3, 0, 1), 0)).isEmpty();
    assertThat(SenSlope.of(times(3), line(3, 0, 1), 1)).isEmpty();
  }

  @Test
  void readsTheFirstPointsOnly() {
    assertThat(SenSlope.of(times(4), new long[] {0, 1, 2, 1_000}, 3)).hasValue(1);
    assertThat(SenSlope.of(times(4), new long[] {5, 5, 5, 1_000}, 3)).hasValue(0);
  }

  private static double[] times(int count) {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = i;
    }
    return times;
  }

  private static long[] line(int count, long start, long slope) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = start + slope * i;
    }
    return values;
  }
}
