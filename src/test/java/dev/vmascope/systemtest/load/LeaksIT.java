package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.sampling.tick.LeakingProgram;
import dev.vmascope.shipped.ShippedRules;
import dev.vmascope.shipped.promql.ShippedQueries;
import dev.vmascope.shipped.promql.ShippedQuery;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.Prometheus;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;

/// Programs that leak, each in its own way, and programs that do not, in containers of their own
/// for a quarter of an hour, while a real Prometheus scrapes the real service. Times are those of
/// the defaults, divided: 10 for slopes, 40 for leaks and alerts. The samples are written to
/// `target/leaks`, for `RecordedLeaksTest`.
@Alone("needs ticks in time")
@Tag("long")
class LeaksIT {
  /// Six hours are nine minutes.
  private static final int FACTOR = 40;

  private static final long RUN_SECONDS = 14 * 60;

  private static final String[] DIVIDED = {
    "--vmascope.sampling.interval=1s",
    "--vmascope.growth.window=90s",
    "--vmascope.growth.leak-window=9m",
    "--vmascope.growth.warm-up=30s",
    "--vmascope.metrics.max-processes=100"
  };

  /// What needs a finding, a fault or a kill, which nothing tells yet, or rollups, which are off.
  private static final Pattern NOT_YET =
      Pattern.compile("findings|segfaults|oom_kills|kernel_log|proportional|unique");

  private final Map<LeakingProgram, Watched> programs = new EnumMap<>(LeakingProgram.class);
  private final List<GenericContainer<?>> containers = new ArrayList<>();
  private final Set<String> fired = new TreeSet<>();

  /// A program that runs, and what was said of it.
  private static final class Watched {
    private final long pid;
    private final Map<String, JsonNode> samples = new TreeMap<>();
    private final Set<String> verdicts = new TreeSet<>();
    private JsonNode last;

    Watched(long pid, JsonNode first) {
      this.pid = pid;
      last = first;
    }

    void note(JsonNode answer) {
      last = answer;
      verdicts.add(answer.path("verdict").asString());
      answer.path("samples").forEach(sample -> samples.put(sample.path("at").asString(), sample));
    }
  }

  @AfterEach
  void endAll() {
    containers.forEach(GenericContainer::stop);
  }

  @Test
  void tellsLeaksFromTheRest() throws Exception {
    try (RunningService service = RunningService.start(DIVIDED);
        Prometheus prometheus =
            Prometheus.scraping(service.uri("/"), ShippedRules.dividedBy(FACTOR))) {
      for (LeakingProgram program : LeakingProgram.values()) {
        start(program.toString(), program == LeakingProgram.JAVA);
        long pid = Containers.pid(containers.getLast());
        programs.put(program, new Watched(pid, service.json("/api/processes/" + pid)));
      }
      start("crash", false);
      watch(service, prometheus);
      record();

      programs.forEach(LeaksIT::assertRight);
      assertThat(blamedByTheRanking(service)).isEqualTo(toBlame());
      assertThat(fired).isEqualTo(leakingGroups());
      // Killed each minute, which is ten in production.
      assertThat(
              prometheus.value(
                  "max_over_time(vmascope_group_anonymous_growth_bytes_per_second{group=\"grow-crash\"}[5m])"))
          .isBetween(80_000.0, 320_000.0);
      assertThat(emptyQueries(prometheus)).isEmpty();
    }
  }

  private void start(String what, boolean java) {
    GenericContainer<?> container = Containers.of("leaks");
    container.withCommand(
        java
            ? new String[] {"java", "-XX:+UseSerialGC", "-Xmx48m", "WarmsUp"}
            : new String[] {"./leaks", what});
    // One has a limit, so that there is one to show.
    container.withCreateContainerCmdModifier(command ->
        Objects.requireNonNull(command.getHostConfig()).withMemory(java ? 512L << 20 : 0L));
    container.start();
    containers.add(container);
  }

  private void watch(RunningService service, Prometheus prometheus) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RUN_SECONDS);
    while (System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(5);
      programs
          .values()
          .forEach(
              program -> program.note(service.json("/api/processes/" + program.pid + "/growth")));
      prometheus
          .query("ALERTS{alertname=\"VmascopeLeakSuspected\",alertstate=\"firing\"}")
          .forEach(alert -> fired.add(alert.path("metric").path("group").asString()));
    }
  }

  private static void assertRight(LeakingProgram program, Watched watched) {
    String last = watched.last.toString();
    if (program.leaks()) {
      assertThat(watched.last.path("verdict").asString()).as(last).isEqualTo("leaking");
      assertThat(watched.last.path("blamed").asString())
          .as(last)
          .isEqualTo(program.blamed().map(MappingCategory::toString).orElseThrow());
      assertThat(watched.last.at("/grownMappings/most/0/category").asString())
          .as(last)
          .isEqualTo(watched.last.path("blamed").asString());
    } else {
      assertThat(watched.verdicts).as(program + last).doesNotContain("leaking");
    }
  }

  private Map<Long, String> blamedByTheRanking(RunningService service) {
    Map<Long, String> blamed = new TreeMap<>();
    for (JsonNode row : service.json("/api/growth?limit=1000").path("processes")) {
      if (row.path("verdict").asString().equals("leaking")
          && programs.values().stream()
              .anyMatch(program -> program.pid == row.path("pid").asLong())) {
        blamed.put(row.path("pid").asLong(), row.path("blamed").asString(""));
      }
    }
    return blamed;
  }

  private Map<Long, String> toBlame() {
    Map<Long, String> blamed = new TreeMap<>();
    programs.forEach((program, watched) ->
        program.blamed().ifPresent(category -> blamed.put(watched.pid, category.toString())));
    return blamed;
  }

  private Set<String> leakingGroups() {
    Set<String> groups = new TreeSet<>();
    for (LeakingProgram program : LeakingProgram.values()) {
      if (program.leaks()) {
        groups.add("is-" + program);
      }
    }
    return groups;
  }

  private static List<ShippedQuery> emptyQueries(Prometheus prometheus) {
    return ShippedQueries.all().stream()
        .filter(query -> !NOT_YET.matcher(query.expression()).find())
        .filter(query -> prometheus.query(query.expression()).isEmpty())
        .toList();
  }

  private void record() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/leaks"));
    for (Map.Entry<LeakingProgram, Watched> program : programs.entrySet()) {
      try (Writer out =
          new OutputStreamWriter(
              new GZIPOutputStream(
                  Files.newOutputStream(folder.resolve(program.getKey() + ".ndjson.gz"))),
              StandardCharsets.UTF_8)) {
        for (JsonNode sample : program.getValue().samples.values()) {
          out.write(sample + "\n");
        }
      }
    }
  }
}
