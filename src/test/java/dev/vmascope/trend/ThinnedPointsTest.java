package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The points of a window, which are kept as runs.
class ThinnedPointsTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LENGTH = Duration.ofMinutes(15);
  private static final Duration STEP = LENGTH.dividedBy(30);

  private final ThinnedPoints points = new ThinnedPoints(LENGTH);

  private static MeasureValues resident(long bytes) {
    return MeasureValues.of(
        new MemorySizes(bytes == 0 ? Map.of() : Map.of(ProcessSize.RESIDENT, bytes)));
  }

  /// The same points one by one, as a run stands for them.
  private static final class OneByOne {
    private final List<TimedValues> points = new ArrayList<>();

    void add(Instant at, MeasureValues values) {
      points.removeIf(point -> !point.at().isBefore(at) || point.at().isBefore(at.minus(LENGTH)));
      int size = points.size();
      if (size >= 2
          && Duration.between(points.get(size - 2).at(), points.get(size - 1).at()).compareTo(STEP)
              < 0) {
        points.removeLast();
      }
      points.add(new TimedValues(at, values));
    }

    OptionalDouble slope() {
      List<TimedValues> known = new ArrayList<>();
      for (TimedValues point : points) {
        known.add(point);
        if (point.values().value(Measure.RESIDENT).isEmpty()) {
          known.clear();
        }
      }
      double[] times =
          known.stream()
              .mapToDouble(
                  point -> Duration.between(known.getFirst().at(), point.at()).toNanos() / 1e9)
              .toArray();
      long[] values =
          known.stream().mapToLong(point -> point.values().orZero(Measure.RESIDENT)).toArray();
      return times.length > 0 && times[times.length - 1] >= LENGTH.toSeconds() / 3.0
          ? SenSlope.of(times, values, values.length)
          : OptionalDouble.empty();
    }
  }

  /// Values that stay for a while, change, vanish and come back, with ticks at even times; now and
  /// then the clock is set back, or stands ahead.
  ///
  /// @param millis the time between two ticks
  @ParameterizedTest
  @CsvSource({
    "1, 10000",
    "5, 10000",
    "60, 10000",
    "60, 7000",
    "60, 25000",
    "60, 40000",
    "60, 60000",
    "60, 100000"
  })
  void areThoseThatWereAddedOneByOne(int stays, int millis) {
    Random random = new Random(stays);
    OneByOne expected = new OneByOne();
    Instant at = START;
    long bytes = 1;
    int slopes = 0;
    for (int i = 0; i < 5_000; i++) {
      int pause = random.nextInt(400);
      at = at.plusMillis(pause == 0 ? -6L * millis : pause == 1 ? 60L * millis : millis);
      bytes = random.nextInt(stays) == 0 ? random.nextInt(5) : bytes;
      points.forgetAt(at);
      points.add(at, resident(bytes));
      expected.add(at, resident(bytes));

      assertThat(points.size()).isEqualTo(expected.points.size());
      assertThat(points.slope(Measure.RESIDENT)).isEqualTo(expected.slope());
      ThinnedPoints.Known known = points.known();
      long bit = Measure.RESIDENT.bit();
      assertThat(((known.stood() | known.moved()) & bit) != 0)
          .isEqualTo(expected.slope().isPresent());
      if ((known.stood() & bit) != 0) {
        assertThat(expected.slope()).hasValue(0);
      }
      slopes += expected.slope().isPresent() ? 1 : 0;
    }
    assertThat(slopes).isPositive();
  }

  /// Ticks are some milliseconds late: a run then has points a little earlier or later.
  @Test
  void areNearlyThoseOfTicksThatAreLate() {
    Random random = new Random(7);
    OneByOne expected = new OneByOne();
    int slopes = 0;
    for (int i = 0; i < 2_000; i++) {
      Instant at = START.plusMillis(10_000L * i + random.nextInt(50));
      MeasureValues values = resident(1_000_000L + 4_096L * (i / 7));
      points.forgetAt(at);
      points.add(at, values);
      expected.add(at, values);
      if (expected.slope().isPresent()) {
        assertThat(points.slope(Measure.RESIDENT).orElseThrow())
            .isCloseTo(expected.slope().getAsDouble(), withinPercentage(1));
        slopes++;
      }
    }
    assertThat(slopes).isGreaterThan(1_900);
  }

  @Test
  void areOneRunWhileNothingChanges() {
    for (int second = 0; second < 900; second += 10) {
      points.forgetAt(START.plusSeconds(second));
      points.add(START.plusSeconds(second), resident(7));
    }
    assertThat(points.runs()).isEqualTo(1);
    assertThat(points.size()).isEqualTo(31);
    assertThat(points.known()).isEqualTo(new ThinnedPoints.Known(resident(7).known(), 0));
  }
}
