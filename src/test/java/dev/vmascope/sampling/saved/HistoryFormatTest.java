package dev.vmascope.sampling.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.LimitForecast;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.SampleLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Histories as bytes and back.
class HistoryFormatTest {
  private static final GrowthSettings SETTINGS =
      new GrowthSettings(Duration.ofMinutes(15), Duration.ofHours(6));
  private static final Instant START = Instant.parse("2026-11-22T12:00:00.123Z");
  private static final LeakDetector.Bounds NONE =
      new LeakDetector.Bounds(OptionalLong.empty(), OptionalLong.of(65_530));
  private static final long MEMORY = 1 << 20;
  private static final HistoryFormat FORMAT = new HistoryFormat("a-boot", SETTINGS);

  private static MeasureValues values(Random random) {
    MeasureValues sizes =
        MeasureValues.of(
            new MemorySizes(
                Map.of(
                    ProcessSize.ANONYMOUS,
                    random.nextLong(1L << 40),
                    ProcessSize.RESIDENT,
                    Long.MAX_VALUE)));
    return random.nextBoolean()
        ? sizes.andThreads(random.nextInt(1 << 20))
        : sizes.and(random.nextInt(65_530), Map.of(MappingCategory.HEAP, random.nextLong()));
  }

  private static SavedProcess process(int pid, int samples) {
    Random random = new Random(pid);
    SampleLog log = new SampleLog();
    LeakDetector detector = new LeakDetector(SETTINGS);
    Instant at = START;
    for (int i = 0; i < samples; i++) {
      MeasureValues values = values(random);
      log.add(at, values);
      detector.note(at, values, NONE);
      at = at.plusMillis(random.nextLong(400_000));
    }
    return new SavedProcess(
        new ProcessKey(pid, random.nextLong(1L << 50)),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        START.minusSeconds(pid),
        Duration.ofMinutes(15),
        Duration.ofMinutes(1),
        log,
        detector);
  }

  private static byte[] encoded(List<SavedProcess> processes) {
    return FORMAT.encode(new SavedHistory(processes, Map.of())).toByteArray();
  }

  private static LimitForecast forecast() {
    LimitForecast forecast = new LimitForecast(SETTINGS);
    for (int i = 0; i < 1_000; i++) {
      forecast.note(START.plusSeconds(10L * i), (100L + i) << 20);
    }
    return forecast;
  }

  @Test
  void forecastsOfLimitsAreContinued() throws IOException {
    Map<String, LimitForecast> written = new HashMap<>();
    written.put("/host/cgroup/memory/a", forecast());
    written.put("/" + "n".repeat(SavedHistory.LONGEST_NAME), forecast());
    byte[] bytes = FORMAT.encode(new SavedHistory(List.of(), written)).toByteArray();
    Map<String, LimitForecast> read = FORMAT.decode(bytes, MEMORY).limits();
    assertThat(read).containsOnlyKeys("/host/cgroup/memory/a");
    double seconds = forecast().seconds(1 << 30, 2L << 30);
    assertThat(seconds).isFinite();
    LimitForecast same = Objects.requireNonNull(read.get("/host/cgroup/memory/a"));
    assertThat(same.seconds(1 << 30, 2L << 30)).isEqualTo(seconds);
    // After a break of ten minutes it goes on.
    same.note(START.plusSeconds(10_600), 1_160L << 20);
    assertThat(same.seconds(1_160L << 20, 2L << 30)).isFinite();
  }

  @Test
  void forecastsOfLimitsAreBounded() throws IOException {
    Map<String, LimitForecast> written = new HashMap<>();
    for (int i = 0; i < SavedHistory.MOST_LIMITS + 10; i++) {
      written.put("/" + i, forecast());
    }
    byte[] bytes = FORMAT.encode(new SavedHistory(List.of(), written)).toByteArray();
    assertThat(FORMAT.decode(bytes, MEMORY).limits()).hasSize(SavedHistory.MOST_LIMITS);
    assertThat(bytes.length).isLessThan(1 << 19);
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    List<SavedProcess> processes =
        List.of(process(1, 0), process(2, 1), process(3, 500), process(4_194_304, 40));
    byte[] bytes = encoded(processes);
    Map<ProcessKey, SavedProcess> read = FORMAT.decode(bytes, MEMORY).byKey();
    assertThat(read).hasSize(4);
    for (SavedProcess process : processes) {
      SavedProcess same = Objects.requireNonNull(read.get(process.key()));
      assertThat(same.log().since(Instant.MIN)).isEqualTo(process.log().since(Instant.MIN));
      assertThat(same)
          .usingRecursiveComparison()
          .ignoringFields("log", "detector")
          .isEqualTo(process);
      Instant later = START.plusSeconds(1_000_000);
      assertThat(same.detector().judge(later, Map.of(), true))
          .isEqualTo(process.detector().judge(later, Map.of(), true));
      assertThat(encoded(List.of(same))).isEqualTo(encoded(List.of(process)));
    }
  }

  @Test
  void aDamagedByteIsSeenWhereverItIs() {
    byte[] bytes = encoded(List.of(process(7, 30)));
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      assertThatThrownBy(() -> FORMAT.decode(damaged, MEMORY)).hasMessage("it is damaged");
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] torn = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FORMAT.decode(torn, MEMORY)).hasMessage("it is damaged");
    }
  }

  @Test
  void anotherBootOrOtherTimeSpansAreOfNoUse() {
    byte[] bytes = encoded(List.of());
    assertThatThrownBy(() -> new HistoryFormat("b-boot", SETTINGS).decode(bytes, MEMORY))
        .hasMessage("it is of another boot");
    GrowthSettings other = new GrowthSettings(Duration.ofMinutes(15), Duration.ofHours(5));
    assertThatThrownBy(() -> new HistoryFormat("a-boot", other).decode(bytes, MEMORY))
        .hasMessageContaining("vmascope.growth");
  }

  @Test
  void moreThanTheMemoryIsNotRead() {
    byte[] bytes = encoded(List.of(process(7, 30), process(8, 30)));
    assertThatThrownBy(() -> FORMAT.decode(bytes, 3_000))
        .hasMessageContaining("vmascope.history.memory");
  }
}
