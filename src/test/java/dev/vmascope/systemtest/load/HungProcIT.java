package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.InTime;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Processes whose files hang: they lie on a file system (FUSE, bindfs) whose server is stopped.
/// Everything else goes on, and all is well again once the server goes on.
@InTime("measures times")
class HungProcIT {
  private static final int HUNG = 8;
  private static final int LIVE = 20;
  private static final Duration STOPPED = Duration.ofSeconds(20);

  private final List<Process> children = new ArrayList<>();
  private Path root = Path.of("/nonexistent");
  private Path backing = Path.of("/nonexistent");
  private Path mount = Path.of("/nonexistent");

  @BeforeEach
  void makeARoot() throws Exception {
    root = Files.createTempDirectory("vmascope-root");
    backing = Files.createTempDirectory("vmascope-backing");
    mount = Files.createTempDirectory("vmascope-fuse");
    for (String file : List.of("stat", "meminfo", "sys")) {
      Files.createSymbolicLink(root.resolve(file), Path.of("/proc", file));
    }
    for (int i = 0; i < HUNG + LIVE; i++) {
      Process child = new ProcessBuilder("sleep", "600").start();
      children.add(child);
      String pid = Long.toString(child.pid());
      Path proc = Path.of("/proc", pid);
      await().until(() -> Files.readString(proc.resolve("stat")).contains("(sleep) S"));
      if (i < HUNG) {
        capture(proc, backing.resolve(pid));
      }
      Files.createSymbolicLink(root.resolve(pid), i < HUNG ? mount.resolve(pid) : proc);
    }
  }

  private static void capture(Path proc, Path folder) throws IOException {
    Files.createDirectory(folder);
    for (String file : List.of("stat", "statm", "status", "maps")) {
      Files.write(folder.resolve(file), Files.readAllBytes(proc.resolve(file)));
    }
  }

  @AfterEach
  void end() throws Exception {
    for (Process child : children) {
      child.destroyForcibly().waitFor();
    }
  }

  private void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  private void unmount(Process bindfs) throws Exception {
    signal(bindfs, "CONT");
    bindfs.destroy();
    assertThat(bindfs.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private Process mounted() throws IOException {
    Process bindfs =
        new ProcessBuilder("bindfs", "-f", backing.toString(), mount.toString())
            .inheritIO()
            .start();
    long first = children.getFirst().pid();
    await()
        .alias("bindfs is mounted")
        .until(() -> Files.exists(mount.resolve(Long.toString(first)).resolve("stat")));
    return bindfs;
  }

  @Test
  void hungProcessesHoldUpNothingElse() throws Exception {
    Process bindfs = mounted();
    try (RunningService service =
        RunningService.start("--vmascope.procfs.root=" + root, "--vmascope.sampling.interval=6s")) {
      await().until(() -> processes(service) == HUNG + LIVE);
      service.get("/livez");
      service.scrape();

      signal(bindfs, "STOP");
      List<Long> latencies = new ArrayList<>();
      double oldestSample = 0;
      double mostQuarantined = 0;
      double begun = value(service.scrape(), "vmascope_sampling_seconds_count");
      for (long end = System.nanoTime() + STOPPED.toNanos(); System.nanoTime() < end; ) {
        for (String path : List.of("/livez", "/readyz", "/actuator/prometheus")) {
          long start = System.nanoTime();
          assertThat(service.get(path).statusCode()).as(path).isEqualTo(200);
          latencies.add(System.nanoTime() - start);
        }
        String scrape = service.scrape();
        oldestSample = Math.max(oldestSample, value(scrape, "vmascope_sampling_age_seconds"));
        mostQuarantined =
            Math.max(mostQuarantined, value(scrape, "vmascope_processes_quarantined"));
        assertLiveOnesCanBeRead(service);
        assertThat(bindfs.waitFor(20, TimeUnit.MILLISECONDS)).as("bindfs has ended").isFalse();
      }
      double ticks = value(service.scrape(), "vmascope_sampling_seconds_count") - begun;
      assertThat(mostQuarantined).isEqualTo(HUNG);
      assertHungOnesAreSaidToHang(service);
      latencies.sort(null);
      assertThat(Duration.ofNanos(latencies.get(latencies.size() * 99 / 100)))
          .as("99 %% of %d probes and scrapes", latencies.size())
          .isLessThan(Duration.ofMillis(100));
      // One tick finds out what hangs, and takes the time-out of 2 s and a little more for it.
      assertThat(oldestSample).as("age of the sample, with an interval of 6 s").isLessThan(10);
      assertThat(ticks).as("ticks in 20 s").isGreaterThanOrEqualTo(3);

      signal(bindfs, "CONT");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> {
            String scrape = service.scrape();
            assertThat(value(scrape, "vmascope_processes_quarantined")).isZero();
            assertThat(value(scrape, "vmascope_reader_threads_busy")).isZero();
          });
      for (Process child : children) {
        assertThat(service.get("/api/processes/" + child.pid() + "/maps").statusCode())
            .isEqualTo(200);
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> processes(service) == HUNG + LIVE);
    } finally {
      unmount(bindfs);
    }
  }

  /// A tick that waits for what hangs takes longer than half of its second; once all is known to
  /// hang, and again once nothing does, ticks are short.
  @Test
  void aSlowProcIsAskedLessOften() throws Exception {
    Process bindfs = mounted();
    try (RunningService service =
        RunningService.start("--vmascope.procfs.root=" + root, "--vmascope.sampling.interval=1s")) {
      await().until(() -> processes(service) == HUNG + LIVE);
      assertThat(interval(service)).isEqualTo(1);

      signal(bindfs, "STOP");
      await().atMost(STOPPED).until(() -> interval(service) >= 4);

      signal(bindfs, "CONT");
      await().atMost(Duration.ofMinutes(1)).until(() -> interval(service) == 1);
      await().atMost(Duration.ofSeconds(30)).until(() -> processes(service) == HUNG + LIVE);
    } finally {
      unmount(bindfs);
    }
  }

  private static double interval(RunningService service) {
    return value(service.scrape(), "vmascope_sampling_interval_seconds");
  }

  private static int processes(RunningService service) {
    return service.json("/api/processes").path("processes").size();
  }

  private void assertLiveOnesCanBeRead(RunningService service) {
    Process live = children.getLast();
    JsonNode summary = service.json("/api/processes/" + live.pid() + "/summary");
    assertThat(summary.path("mappings").path("count").asInt()).as("%s", summary).isPositive();
  }

  private void assertHungOnesAreSaidToHang(RunningService service) {
    for (Process child : children.subList(0, HUNG)) {
      JsonNode problem = service.json("/api/processes/" + child.pid());
      assertThat(problem.path("status").asInt()).isEqualTo(503);
      assertThat(problem.path("type").asString()).endsWith(":read-stuck");
    }
  }

  private static double value(String scrape, String metric) {
    Matcher matcher =
        Pattern.compile("^" + metric + "(?:\\{[^}]*})? (\\S+)", Pattern.MULTILINE).matcher(scrape);
    assertThat(matcher.find()).as(metric).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
