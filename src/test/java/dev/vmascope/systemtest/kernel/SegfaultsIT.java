package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.shipped.ShippedRules;
import dev.vmascope.shipped.promql.ShippedQueries;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.Prometheus;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Programs that really crash on this machine: the kernel logs it, the service explains it, and
/// what the alert of the rules asks of Prometheus has data.
@Alone("counts what the kernel logs")
class SegfaultsIT {
  private static final Map<String, String> CAUSES =
      new TreeMap<>(
          Map.of(
              "null", "null-pointer",
              "jump", "bad-jump",
              "read-only", "read-only",
              "stack", "stack",
              "not-canonical", "not-canonical"));

  private static final List<String> QUERIES =
      List.of(
          "increase(vmascope_segfaults_total[15m]) > 0",
          "vmascope_segfaults_by_name_total{name=\"it null\"} == 1");

  /// Fifteen minutes of the rules take fifteen seconds here.
  private static final String ALERT =
      "ALERTS{alertname=\"VmascopeSegfaults\",alertstate=\"firing\"}";

  private static final Pattern OF_THE_LOG = Pattern.compile("segfaults|oom_kills|kernel_log");

  private static void crash(Path binary, String kind) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(binary.toString(), kind, "it " + kind).start();
    assertThat(process.waitFor()).as(kind).isEqualTo(128 + 11);
  }

  private static JsonNode fault(RunningService service, String kind) {
    String name = ("it " + kind).substring(0, Math.min(15, kind.length() + 3));
    return service.json("/api/faults?name=" + name.replace(" ", "%20")).path("faults").path(0);
  }

  @Test
  void areExplainedAndCounted() throws Exception {
    assertThat(Files.readString(Path.of("/proc/sys/debug/exception-trace"))).startsWith("1");
    Path binary = TestProgram.compile("segfault", "-O0", "-w");
    // The kernel logs ten faults in five seconds, of all programs together.
    TimeUnit.SECONDS.sleep(5);
    try (RunningService service = RunningService.start();
        Prometheus prometheus =
            Prometheus.scraping(
                service.uri("/"), ShippedRules.dividedBy(60), Duration.ofMillis(250))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> prometheus.query("vmascope_segfaults_total == 0").size() == 1);
      for (String kind : CAUSES.keySet()) {
        crash(binary, kind);
      }
      for (Map.Entry<String, String> cause : CAUSES.entrySet()) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> !fault(service, cause.getKey()).path("beforeStart").asBoolean(true));
        JsonNode fault = fault(service, cause.getKey());
        assertThat(fault.path("cause").asString()).isEqualTo(cause.getValue());
        assertThat(fault.path("explanation").asString()).isNotBlank();
      }
      assertThat(fault(service, "null").path("address").asString()).isEqualTo("0x18");
      assertThat(fault(service, "null").at("/object/name").asString()).isEqualTo("segfault");
      await(ALERT).atMost(Duration.ofMinutes(1)).until(() -> !prometheus.query(ALERT).isEmpty());
      for (String query : QUERIES) {
        await(query).atMost(Duration.ofMinutes(2)).until(() -> prometheus.query(query).size() == 1);
      }
      assertThat(ShippedQueries.withDataAfterAnEvent())
          .filteredOn(query -> OF_THE_LOG.matcher(query.expression()).find())
          .isNotEmpty()
          .allSatisfy(query -> assertThat(prometheus.query(query.expression())).isNotEmpty());
    }
  }
}
