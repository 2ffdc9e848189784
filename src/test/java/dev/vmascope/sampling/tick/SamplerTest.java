package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.procfs.scan.ScanLimits;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.group.GroupRules;
import dev.vmascope.sampling.group.MetricsLimits;
import dev.vmascope.sampling.saved.HistoryFiles;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.TimedValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/// Whole ticks, over the capture of one process.
@ExtendWith(OutputCaptureExtension.class)
class SamplerTest {
  private static final Path CAPTURE = Path.of("src/test/resources/proc/jvm");

  private final ProcFs procFs;
  private final GenericApplicationContext context = new GenericApplicationContext();
  private final Sampler sampler;

  SamplerTest(@TempDir Path root) throws IOException {
    String stat = Files.readString(CAPTURE.resolve("stat"));
    FileSystemUtils.copyRecursively(CAPTURE, root.resolve(stat.substring(0, stat.indexOf(' '))));
    procFs =
        new ProcFs(
            root,
            2,
            Duration.ofSeconds(10),
            new ScanLimits(0.01, Duration.ofMillis(50), Duration.ofSeconds(5)),
            Clock.systemUTC());
    sampler = sampler();
  }

  private Sampler sampler() {
    DeletedFileChecker deletedFiles = new DeletedFileChecker(procFs);
    return new Sampler(
        procFs,
        Clock.systemUTC(),
        new SamplingProperties(Duration.ofSeconds(10), false),
        new GrowthProperties(Duration.ofMinutes(15), Duration.ofHours(6), Duration.ZERO),
        new HistoryProperties(DataSize.ofMegabytes(1)),
        HistoryFiles.none(),
        new MetricsLimits(100, 20),
        new GroupRules(List.of()),
        new UserNames(Path.of("/etc/passwd")),
        new JitAllowList(new FindingProperties(List.of())),
        deletedFiles,
        new DeletedFileSchedule(deletedFiles),
        context);
  }

  @AfterEach
  void close() {
    context.close();
    procFs.close();
  }

  /// Starts the context, with a listener that every tick calls last.
  private void start(Runnable onSample) {
    context.registerBean(Sampler.class, () -> sampler);
    context.addApplicationListener(event -> {
      if (event instanceof PayloadApplicationEvent<?> published
          && published.getPayload() instanceof Sample) {
        onSample.run();
      }
    });
    context.refresh();
  }

  private void tick() {
    ScheduledTaskRegistrar tasks = new ScheduledTaskRegistrar();
    sampler.configureTasks(tasks);
    tasks.getTriggerTaskList().getFirst().getRunnable().run();
  }

  private ProcessSample process() {
    return sampler.latest().orElseThrow().processes().getFirst();
  }

  private List<Instant> times(ProcessHistory history) {
    return history.log().since(Instant.MIN).stream().map(TimedValues::at).toList();
  }

  @Test
  void publishesProcessesWithAllThatTheTickHasFound() {
    start(() -> {});
    tick();

    Sample sample = sampler.latest().orElseThrow();
    ProcessSample process = process();
    Instant at = sample.at().truncatedTo(ChronoUnit.MILLIS);
    assertThat(process.mappingsAt()).hasValue(sample.at());
    assertThat(process.value(Measure.MAPPINGS).orElse(0)).isGreaterThan(50);
    assertThat(process.history().orElseThrow().log().since(Instant.MIN))
        .containsExactly(new TimedValues(at, process.values()));
    assertThat(sample.groups())
        .filteredOn(group -> group.name().equals(sample.shownGroup(process)))
        .allSatisfy(group ->
            assertThat(group.value(Measure.MAPPINGS).orElse(0))
                .isGreaterThanOrEqualTo(process.value(Measure.MAPPINGS).orElse(0)))
        .hasSize(1);
    assertThat(sample.groupHistories()).containsKey(sample.shownGroup(process));
  }

  @Test
  void goesOnWithTheHistoryOfTheTickBefore() {
    start(() -> {});
    tick();
    ProcessSample before = process();
    tick();

    assertThat(process().history()).isEqualTo(before.history());
    assertThat(times(process().history().orElseThrow())).hasSize(2).isSorted();
  }

  @Test
  void logsATickThatFails(CapturedOutput output) {
    start(() -> {
      throw new IllegalStateException("no room");
    });
    tick();

    assertThat(output).contains("A tick failed", "no room");
  }

  @Test
  void endsQuietlyWhenTheServiceCloses(CapturedOutput output) {
    start(() -> {
      context.close();
      procFs.close();
      procFs.read(1);
    });
    tick();
    tick();

    assertThat(output).doesNotContain("A tick failed", "ReaderBusyException");
  }
}
