package dev.vmascope.sampling.saved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.storage.Storage;
import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.SampleLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The file of histories, from one service to the next.
@ExtendWith(OutputCaptureExtension.class)
class HistoryFileTest {
  private static final int MEMORY = 1 << 20;
  private static final GrowthSettings SETTINGS =
      new GrowthSettings(Duration.ofMinutes(15), Duration.ofHours(6));
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final SavedProcess PROCESS =
      new SavedProcess(
          new ProcessKey(42, 1_000),
          1,
          2,
          3,
          NOW,
          Duration.ofMinutes(15),
          Duration.ZERO,
          new SampleLog(),
          new LeakDetector(SETTINGS));

  @TempDir Path folder = Path.of("");

  private HistoryFile save(Storage storage) {
    HistoryFile file = HistoryFiles.in(storage, "a-boot");
    file.save(new SavedHistory(List.of(PROCESS), Map.of()), SETTINGS, MEMORY, NOW);
    file.finish();
    return file;
  }

  @Test
  void isContinuedInTheSameBoot(CapturedOutput log) {
    try (Storage storage = Storage.open(folder)) {
      assertThat(save(storage).absence()).isEmpty();
      assertThat(HistoryFiles.in(storage, "a-boot").restore(SETTINGS, MEMORY).byKey())
          .containsOnlyKeys(PROCESS.key());
      HistoryFile ofAnotherBoot = HistoryFiles.in(storage, "b-boot");
      assertThat(ofAnotherBoot.restore(SETTINGS, MEMORY)).isEqualTo(SavedHistory.NONE);
      assertThat(ofAnotherBoot.ignored()).hasValue("it is of another boot");
      assertThat(log).contains("The saved histories are ignored: it is of another boot");
    }
  }

  @Test
  void isIgnoredWhenItIsDamagedAndReplacedByTheNext(CapturedOutput log) throws IOException {
    try (Storage storage = Storage.open(folder)) {
      Files.write(folder.resolve("history.bin"), new byte[2 * MEMORY]);
      HistoryFile file = HistoryFiles.in(storage, "a-boot");
      assertThat(file.restore(SETTINGS, MEMORY)).isEqualTo(SavedHistory.NONE);
      assertThat(file.ignored().orElseThrow()).contains("is larger than");
      Files.write(folder.resolve("history.bin"), new byte[100]);
      assertThat(file.restore(SETTINGS, MEMORY)).isEqualTo(SavedHistory.NONE);
      assertThat(file.ignored()).hasValue("it is damaged");
      assertThat(log)
          .contains("ignored: the file is larger than")
          .contains("ignored: it is damaged");
      save(storage);
      assertThat(file.restore(SETTINGS, MEMORY).processes()).hasSize(1);
    }
  }

  @Test
  void isWrittenEveryFiveMinutes() {
    try (Storage storage = Storage.open(folder)) {
      HistoryFile file = HistoryFiles.in(storage, "a-boot");
      Instant start = NOW.minusSeconds(301);
      assertThat(file.isDue(start)).isFalse();
      assertThat(file.isDue(NOW)).isTrue();
      file.save(new SavedHistory(List.of(PROCESS), Map.of()), SETTINGS, MEMORY, NOW);
      assertThat(file.isDue(NOW.plusSeconds(299))).isFalse();
      assertThat(file.isDue(NOW.plusSeconds(301))).isTrue();
      assertThat(file.isDue(NOW.minusSeconds(1))).as("the clock was set back").isTrue();
      file.finish();
    }
  }

  @Test
  void saysThatItCannotBeWritten(CapturedOutput log) throws IOException {
    try (Storage storage = Storage.open(folder)) {
      Files.createDirectory(folder.resolve("history.bin"));
      assertThat(save(storage).absence()).isPresent();
      assertThat(log).contains("Histories cannot be saved in " + folder);
    }
    assertThat(HistoryFiles.none().absence()).hasValue("none is needed");
  }
}
