package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.Prometheus;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
                        prometheus.value(
                            "vmascope_group_anonymous_growth_bytes_per_second{group=\"grower\"}"))
                    .isBetween(4.0 * (1 << 20), 11.0 * (1 << 20)));
        assertThat(prometheus.value("vmascope_group_processes{group=\"grower\"}")).isEqualTo(1);
        assertThat(prometheus.value("vmascope_group_growth_coverage_ratio{group=\"grower\"}"))
            .isEqualTo(1);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(service.scrape()).doesNotContain("group=\"grower\""));
      assertThat(prometheus.value("up")).isEqualTo(1);
      assertThat(prometheus.value("scrape_samples_scraped")).isGreaterThan(100);
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
      assertThat(Prometheus.complaints(service.scrape())).isEmpty();
    }
  }
}
