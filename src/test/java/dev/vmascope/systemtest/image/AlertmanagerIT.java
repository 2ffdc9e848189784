package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import dev.vmascope.Shell;
import dev.vmascope.shipped.ShippedRules;
import dev.vmascope.systemtest.Prometheus;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The route of alerts in the composition, by Debian's Alertmanager and Prometheus: from a scrape
/// that fails to the receiver that shows it. `bin/verify` installs both.
class AlertmanagerIT {
  private static final Path CONFIGURATION = Path.of("compose/alertmanager.yml");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private ServiceClient client = new ServiceClient(1);
  private @Nullable Process process;

  @BeforeEach
  void start() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path configuration =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            Files.readString(CONFIGURATION).replaceAll("group_wait: \\d+s", "group_wait: 1s"));
    process =
        new ProcessBuilder(
                "prometheus-alertmanager",
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    client = new ServiceClient(port);
    await("Alertmanager is ready")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> client.get("/-/ready").statusCode() == 200);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void itsConfigurationIsOne() throws Exception {
    Shell.Result result = Shell.run("amtool", "check-config", CONFIGURATION.toString());
    assertThat(result.status()).as("%s", result).isZero();
    assertThat(result.output()).contains("SUCCESS", "3 inhibit rules", "2 receivers");
  }

  @ParameterizedTest
  @CsvSource({"critical, page", "warning, ticket", "info, ticket"})
  void aSeverityHasAReceiver(String severity, String receiver) throws Exception {
    Shell.Result result =
        Shell.run(
            "amtool",
            "config",
            "routes",
            "test",
            "--config.file=" + CONFIGURATION,
            "severity=" + severity);
    assertThat(result.output()).isEqualTo(receiver + "\n");
  }

  /// Nothing listens where the service should: the rule for that fires, with its times shortened.
  @Test
  void anAlertOfAServiceThatIsDownIsShown() throws Exception {
    Files.writeString(folder.resolve("rules.yaml"), ShippedRules.dividedBy(900));
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            Files.readString(Path.of("compose/prometheus.yml"))
                .replace("rules/*.yaml", "rules.yaml")
                .replace("scrape_interval: 10s", "scrape_interval: 1s")
                .replace("evaluation_interval: 30s", "evaluation_interval: 1s")
                .replace(
                    "/run/secrets/prometheus-token",
                    Files.writeString(folder.resolve("t"), "t").toString())
                .replace("vmascope:8080", "127.0.0.1:1")
                .replace("alertmanager:9093", client.base().getAuthority()));
    try (Prometheus _ = Prometheus.configuredBy(configuration)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(shown("VmascopeDown")).containsExactly("ticket active"));
    }
    JsonNode alert = client.json("/api/v2/alerts?filter=alertname%3DVmascopeDown").path(0);
    assertThat(alert.at("/labels/instance").asString()).isEqualTo("127.0.0.1:1");
    assertThat(alert.at("/annotations/summary").asString()).contains("127.0.0.1:1");
  }

  @Test
  void theMostUrgentOfThreeAlertsOnOneLimitIsEnough() {
    for (String name : List.of("High", "Approaching", "Imminent")) {
      raise("VmascopeMappingLimit" + name, name.equals("High") ? "warning" : "critical", "java");
    }
    raise("VmascopeMappingLimitHigh", "warning", "nginx");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(shown("VmascopeMappingLimitImminent")).containsExactly("page active");
          assertThat(shown("VmascopeMappingLimitApproaching")).containsExactly("page suppressed");
          assertThat(shown("VmascopeMappingLimitHigh"))
              .containsExactlyInAnyOrder("ticket suppressed", "ticket active");
        });
  }

  private void raise(String name, String severity, String group) {
    String alert =
        "[{\"labels\": {\"alertname\": \"%s\", \"severity\": \"%s\", \"instance\": \"n\", \"group\": \"%s\"}}]"
            .formatted(name, severity, group);
    assertThat(
            client
                .send(
                    "POST",
                    "/api/v2/alerts",
                    HttpRequest.BodyPublishers.ofString(alert),
                    HttpResponse.BodyHandlers.ofString(),
                    "Content-Type",
                    "application/json")
                .statusCode())
        .isEqualTo(200);
  }

  /// Receiver and state of each alert of a name, as the page of Alertmanager shows them.
  private List<String> shown(String name) {
    List<String> shown = new ArrayList<>();
    for (JsonNode group : client.json("/api/v2/alerts/groups")) {
      for (JsonNode alert : group.path("alerts")) {
        if (alert.at("/labels/alertname").asString().equals(name)) {
          shown.add(
              group.at("/receiver/name").asString() + " " + alert.at("/status/state").asString());
        }
      }
    }
    return shown;
  }
}
