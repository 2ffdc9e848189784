package dev.vmascope.systemtest.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.shipped.dashboard.Dashboard;
import dev.vmascope.systemtest.InTime;
import dev.vmascope.systemtest.Prometheus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The dashboards over a fleet of two hundred machines, asked of a real Prometheus as Grafana asks
/// when somebody opens them.
@InTime("times queries")
class FleetDashboardsIT {
  private static final int MOST_SERIES = 200;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /// Points across a panel.
  private static final int POINTS = 800;

  private static Prometheus prometheus;
  private static long end;

  @TempDir static Path folder;

  @BeforeAll
  static void fill() throws Exception {
    end = Instant.now().getEpochSecond();
    SimulatedFleet fleet = new SimulatedFleet(end);
    fleet.writeNow(folder.resolve("now"));
    fleet.writeHours(folder.resolve("hours"));
    // Apart, since each is read once for each two hours that it has.
    for (String file : List.of("now", "hours")) {
      String metrics = folder.resolve(file).toString();
      String data = folder.resolve("data").toString();
      Shell.Result result =
          Shell.run("promtool", "tsdb", "create-blocks-from", "openmetrics", metrics, data);
      assertThat(result.status()).as(result.output() + result.errors()).isZero();
    }
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(configuration, "scrape_configs: []\n");
    prometheus = Prometheus.configuredBy(configuration);
  }

  @AfterAll
  static void end() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  static List<Dashboard> dashboards() {
    return Dashboard.shipped();
  }

  @Test
  void thereAreAsManyMachines() {
    assertThat(prometheus.value("count(vmascope_build_info)")).isEqualTo(SimulatedFleet.MACHINES);
    assertThat(prometheus.value("count(vmascope_group_resident_bytes)")).isGreaterThan(19_999);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void drawsFewLinesInTime(Dashboard dashboard) {
    DashboardDefaults defaults = DashboardDefaults.of(dashboard, prometheus);
    assertThat(defaults.choices().get("instance")).isEqualTo(SimulatedFleet.MACHINES / 2);
    for (JsonNode panel : dashboard.panels()) {
      int series = 0;
      for (JsonNode target : panel.path("targets")) {
        String query = query(dashboard, defaults, target);
        long start = System.nanoTime();
        JsonNode found = ask(dashboard, query, target);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(query).isLessThan(LONGEST);
        assertThat(found).as(query).isNotEmpty();
        assertThat(found.toString()).as(query).doesNotContain("" + SimulatedFleet.FOREIGN);
        series += found.size();
      }
      assertThat(series).as(panel.path("title").asString("")).isLessThan(MOST_SERIES);
    }
  }

  @Test
  void showWhatWasKilledAtItsPeak() {
    Dashboard node =
        dashboards().stream()
            .filter(d -> d.uid().equals("vmascope-node"))
            .findFirst()
            .orElseThrow();
    DashboardDefaults defaults = DashboardDefaults.of(node, prometheus);
    JsonNode target =
        node.panels().stream()
            .filter(panel -> panel.path("title").asString("").equals("Resident memory by group"))
            .findFirst()
            .orElseThrow()
            .path("targets")
            .path(0);
    assertThat(ask(node, query(node, defaults, target), target).findValuesAsString("group"))
        .hasSize(10)
        .contains(SimulatedFleet.KILLED);
  }

  private static String query(Dashboard dashboard, DashboardDefaults defaults, JsonNode target) {
    Map<String, String> times =
        Map.of("$__rate_interval", "20m", "$__range", range(dashboard).toSeconds() + "s");
    String query = target.path("expr").asString("");
    for (Map.Entry<String, String> time : times.entrySet()) {
      query = query.replace(time.getKey(), time.getValue());
    }
    return defaults.in(query);
  }

  private static Duration range(Dashboard dashboard) {
    String from = dashboard.root().path("time").path("from").asString("");
    return Duration.parse("PT" + from.replace("now-", "").toUpperCase(Locale.ROOT));
  }

  private static JsonNode ask(Dashboard dashboard, String query, JsonNode target) {
    String encoded = DashboardDefaults.encoded(query);
    long seconds = range(dashboard).toSeconds();
    String path =
        target.path("instant").asBoolean(false)
            ? "/api/v1/query?query=%s&time=%d".formatted(encoded, end)
            : "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(encoded, end - seconds, end, seconds / POINTS);
    JsonNode answer = prometheus.client().json(path);
    assertThat(answer.path("status").asString("")).as(query + answer).isEqualTo("success");
    return answer.path("data").path("result");
  }
}
