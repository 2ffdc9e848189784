package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A real Prometheus scrapes the service while a program grows and ends. A missing `prometheus`
/// fails the test: `bin/verify` installs it.
class PrometheusIT {
  private static final String[] FAST = {
    "--vmascope.sampling.interval=500ms",
    "--vmascope.growth.window=6s",
    "--vmascope.growth.warm-up=0s"
  };

  @Test
  void showsAProgramThatGrowsAndForgetsItWhenItEnds() throws Exception {
    try (RunningService service = RunningService.start(FAST);
        Prometheus prometheus = Prometheus.scraping(service.uri("/"), "")) {
      try (TestProgram _ = TestProgram.start(TestProgram.compile("grower"))) {
        // A MiB every tenth of a second, less what touching it takes.
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() ->
                assertThat(
                        value(
                            prometheus,
                            "vmascope_group_anonymous_growth_bytes_per_second{group=\"grower\"}"))
                    .isBetween(4.0 * (1 << 20), 11.0 * (1 << 20)));
        assertThat(value(prometheus, "vmascope_group_processes{group=\"grower\"}")).isEqualTo(1);
        assertThat(value(prometheus, "vmascope_group_growth_coverage_ratio{group=\"grower\"}"))
            .isEqualTo(1);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(service.scrape()).doesNotContain("group=\"grower\""));
      assertThat(value(prometheus, "up")).isEqualTo(1);
      assertThat(value(prometheus, "scrape_samples_scraped")).isGreaterThan(100);
      assertThat(prometheus.lastError()).isEmpty();
    }
  }

  @Test
  void passesPromtoolWithoutAComplaint() throws Exception {
    try (RunningService service = RunningService.start(FAST)) {
      // Meters that exist only after a request, a failure or a growth window are to be there.
      service.get("/api/processes/self/maps");
      service.get("/api/processes/0/maps");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> service.scrape().contains("_growth_bytes_per_second"));
      Process promtool =
          new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
      try (OutputStream in = promtool.getOutputStream()) {
        in.write(service.scrape().getBytes(StandardCharsets.UTF_8));
      }
      String complaints =
          new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(complaints).isEmpty();
      assertThat(promtool.waitFor()).isZero();
    }
  }

  private static double value(Prometheus prometheus, String query) {
    JsonNode result = prometheus.query(query);
    assertThat(result.size()).as("series of %s", query).isEqualTo(1);
    return Double.parseDouble(result.path(0).path("value").path(1).asString());
  }
}
