package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How often the verdict is wrong, over streams of 48 hours with a sample every ten seconds. A few
/// streams of each shape here; `-Dgrowth.streams=1000` gives the table of docs/growth.md.
class LeakRuleSimulationTest {
  private static final int STREAMS = Integer.getInteger("growth.streams", 8);
  private static final int WARM_UP = 90;
  private static final int SAMPLES = 48 * 360;
  private static final int EVERY = 30;
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
  private static final GrowthSettings SETTINGS =
      new GrowthSettings(Duration.ofMinutes(15), Duration.ofHours(6));
  private static final OptionalLong LIMIT = OptionalLong.of(2_048_000_000L);

  private static final List<SimulatedMemory> SHAPES =
      List.of(
          SimulatedMemory.harmless("steady", SimulatedMemory::flat),
          new SimulatedMemory("steady, slow noise", -1, 0.998, SimulatedMemory::flat),
          SimulatedMemory.harmless("GC saw 1-90 min", SimulatedMemory::saw),
          SimulatedMemory.harmless("GC saw + daily", SimulatedMemory::dailySaw),
          SimulatedMemory.harmless("daily cycle", SimulatedMemory::daily),
          SimulatedMemory.harmless("hourly batch", SimulatedMemory::batch),
          SimulatedMemory.harmless("steps, 6 a day", SimulatedMemory::steps),
          SimulatedMemory.harmless("cache fill 10 min-12 h", SimulatedMemory::fill),
          SimulatedMemory.harmless("cache fill exp", SimulatedMemory::exponentialFill),
          SimulatedMemory.harmless("load bumps", SimulatedMemory::bumps),
          SimulatedMemory.harmless("java heap fills to -Xmx", SimulatedMemory::javaHeap),
          SimulatedMemory.leak("30 MB/min", 30, 0, SimulatedMemory::flat),
          SimulatedMemory.leak("10 MB/min", 10, 0, SimulatedMemory::flat),
          SimulatedMemory.leak("2 MB/min", 2, 0, SimulatedMemory::flat),
          SimulatedMemory.leak("0.5 MB/min", 0.5, 0, SimulatedMemory::flat),
          SimulatedMemory.leak("0.1 MB/min", 0.1, 0, SimulatedMemory::flat),
          SimulatedMemory.leak("2 MB/min + saw", 2, 0, SimulatedMemory::saw),
          SimulatedMemory.leak("0.5 MB/min + saw", 0.5, 0, SimulatedMemory::saw),
          SimulatedMemory.leak("2 MB/min + day", 2, 0, SimulatedMemory::daily),
          SimulatedMemory.leak("10 MB/min, late", 10, 600, SimulatedMemory::flat),
          SimulatedMemory.leak("2 MB/min, late + saw", 2, 600, SimulatedMemory::saw));

  /// What became of one stream.
  ///
  /// @param episodes how often it was called a leak while it was none
  /// @param episodesOnDay2 likewise, on the second day
  /// @param foundMinute when it was called a leak after it had begun to be one; negative if never
  private record Stream(int episodes, int episodesOnDay2, double foundMinute) {}

  private record Row(SimulatedMemory shape, List<Stream> streams) {
    double falseStreams() {
      return (double) streams.stream().filter(s -> s.episodes() > 0).count() / streams.size();
    }

    double found() {
      return (double) streams.stream().filter(s -> s.foundMinute() >= 0).count() / streams.size();
    }

    double perDay() {
      return streams.stream().mapToInt(Stream::episodes).average().orElseThrow() / 2;
    }

    double onDay2() {
      return streams.stream().mapToInt(Stream::episodesOnDay2).average().orElseThrow();
    }

    double delay(double quantile) {
      double[] delays =
          streams.stream()
              .mapToDouble(Stream::foundMinute)
              .filter(minute -> minute >= 0)
              .map(minute -> minute - shape.leakStartMinute())
              .sorted()
              .toArray();
      return delays.length == 0 ? Double.NaN : delays[(int) (quantile * (delays.length - 1))];
    }

    String line() {
      return shape.leaks()
          ? "| %s | | | | %.0f %% | %.0f | %.0f | %.1f %% |"
              .formatted(shape.name(), 100 * found(), delay(0.5), delay(0.9), 100 * falseStreams())
          : "| %s | %.1f %% | %.2f | %.2f | | | | |"
              .formatted(shape.name(), 100 * falseStreams(), perDay(), onDay2());
    }
  }

  /// Seeds that follow each other would give first numbers that are nearly the same.
  private static Random scrambled(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }

  private static Stream run(SimulatedMemory shape, long seed) {
    SimulatedMemory.Samples samples = shape.samples(scrambled(seed));
    LeakRule rule = null;
    boolean leaking = false;
    int episodes = 0;
    int onDay2 = 0;
    double found = -1;
    for (int i = 0; i < SAMPLES && found < 0; i++) {
      Instant at = START.plusSeconds(10L * i);
      long value = samples.next();
      if (i < WARM_UP) {
        continue;
      }
      if (rule == null) {
        rule = new LeakRule(SETTINGS, 8 << 20, at, value, at);
      }
      rule.note(at, value, LIMIT);
      if (i % EVERY == 0) {
        double minute = i / 6.0;
        boolean leaks = rule.judge(false).verdict() == Verdict.LEAKING;
        boolean really = shape.leaks() && minute >= shape.leakStartMinute();
        if (leaks && really) {
          found = minute;
        } else if (leaks && !leaking) {
          episodes++;
          onDay2 += minute >= 1_440 ? 1 : 0;
        }
        leaking = leaks;
      }
    }
    return new Stream(episodes, onDay2, found);
  }

  private static Row simulate(SimulatedMemory shape) {
    return new Row(
        shape,
        IntStream.range(0, STREAMS)
            .parallel()
            .mapToObj(stream -> run(shape, 31L * shape.name().hashCode() + stream))
            .collect(Collectors.toCollection(ArrayList::new)));
  }

  private static Row row(List<Row> rows, String shape) {
    return rows.stream().filter(row -> row.shape().name().equals(shape)).findFirst().orElseThrow();
  }

  @Test
  void isRightAboutStreamsOfEveryShape() {
    List<Row> rows = SHAPES.stream().map(LeakRuleSimulationTest::simulate).toList();
    System.out.println(rows.stream().map(Row::line).collect(Collectors.joining("\n")));

    for (String shape : List.of("steady", "hourly batch", "GC saw 1-90 min")) {
      assertThat(row(rows, shape).falseStreams()).as(shape).isLessThanOrEqualTo(0.01);
    }
    for (String shape : List.of("30 MB/min", "10 MB/min", "2 MB/min", "0.5 MB/min")) {
      assertThat(row(rows, shape).found()).as(shape).isEqualTo(1);
    }
    assertThat(row(rows, "30 MB/min").delay(0.5)).isLessThanOrEqualTo(100);
    assertThat(row(rows, "2 MB/min").delay(0.5)).isLessThanOrEqualTo(405);
    for (String shape : List.of("10 MB/min, late", "2 MB/min, late + saw")) {
      assertThat(row(rows, shape).falseStreams()).as(shape).isLessThanOrEqualTo(0.05);
    }
  }
}
