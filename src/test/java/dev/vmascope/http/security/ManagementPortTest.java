package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Every actuator of Spring Boot, on the port of the service and on one of its own, for every sort
/// of caller.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "management.server.address=127.0.0.1"})
class ManagementPortTest {
  private static final Set<String> SERVED = Set.of("health", "info", "prometheus");
  private static final List<String> IDS =
      List.of(
          "auditevents",
          "beans",
          "caches",
          "conditions",
          "configprops",
          "env",
          "flyway",
          "health",
          "heapdump",
          "httpexchanges",
          "info",
          "integrationgraph",
          "liquibase",
          "logfile",
          "loggers",
          "mappings",
          "metrics",
          "prometheus",
          "quartz",
          "sbom",
          "scheduledtasks",
          "sessions",
          "shutdown",
          "startup",
          "threaddump");

  @TempDir static Path folder = Path.of("");

  @LocalServerPort int port;
  @LocalManagementPort int managementPort;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties) throws IOException {
    Path file =
        Files.write(
            folder.resolve("tokens"),
            List.of(
                "all:" + TokenFile.digest("all") + ":" + String.join(",", Scope.words()),
                "metrics:" + TokenFile.digest("metrics") + ":metrics:read",
                "maps:" + TokenFile.digest("maps") + ":maps:read"));
    properties.add("vmascope.security.mode", () -> "token");
    properties.add("vmascope.security.token-file", file::toString);
  }

  private static int status(int where, String path, @Nullable String token) {
    ServiceClient client = new ServiceClient(where);
    HttpResponse<?> response = token == null ? client.get(path) : client.getWith(token, path);
    if (response.statusCode() >= 400 && response.statusCode() != 503) {
      assertThat(response.headers().firstValue("Content-Type"))
          .as(path)
          .contains("application/problem+json");
    }
    return response.statusCode();
  }

  @TestFactory
  List<DynamicTest> onThePortOfTheServiceThereIsNone() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String id : IDS) {
      tests.add(
          DynamicTest.dynamicTest(
              id,
              () -> {
                String path = "/actuator/" + id;
                assertThat(status(port, path, null)).isIn(401, 404);
                assertThat(status(port, path, "unknown"))
                    .isEqualTo(id.equals("health") ? 404 : 401);
                assertThat(status(port, path, "metrics")).isIn(403, 404);
                assertThat(status(port, path, "all")).isEqualTo(404);
              }));
    }
    return tests;
  }

  /// No redirect leads to where nothing is.
  @Test
  void thePathOfOtherServicesSaysThatThePortIsAnotherOne() {
    HttpResponse<String> answer = new ServiceClient(port).getWith("all", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("management.server.port");
    assertThat(status(port, "/healthz", "all")).isEqualTo(307);
  }

  @TestFactory
  List<DynamicTest> onItsOwnPortThereAreThree() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String id : IDS) {
      tests.add(
          DynamicTest.dynamicTest(
              id,
              () -> {
                String path = "/actuator/" + id;
                boolean open = id.equals("health");
                int served = SERVED.contains(id) ? 200 : 404;
                assertThat(status(managementPort, path, null)).isEqualTo(open ? 200 : 401);
                assertThat(status(managementPort, path, "unknown")).isEqualTo(open ? 200 : 401);
                assertThat(status(managementPort, path, "maps"))
                    .isEqualTo(id.equals("prometheus") ? 403 : served);
                assertThat(status(managementPort, path, "metrics")).isEqualTo(served);
                assertThat(status(managementPort, path, "all")).isEqualTo(served);
              }));
    }
    return tests;
  }

  @Test
  void theServiceIsNotOnThePortOfTheManagement() throws Exception {
    await("the first sample").until(() -> status(port, "/readyz", null) == 200);
    for (String path : List.of("/api", "/api/processes", "/v3/api-docs")) {
      assertThat(status(managementPort, path, "all")).as(path).isEqualTo(404);
      assertThat(status(port, path, "all")).as(path).isEqualTo(200);
    }
  }

  @Test
  void probesAreOnThePortOfTheService() throws Exception {
    assertThat(status(port, "/livez", null)).isEqualTo(200);
    assertThat(status(port, "/readyz", null)).isIn(200, 503);
  }

  @Test
  void whatTomcatRefusesIsAProblemThereToo() throws Exception {
    assertThat(status(managementPort, "/actuator/a%2Fb", "all")).isEqualTo(400);
  }

  /// A body that never comes to its end holds no thread of the management's.
  @Test
  void aBodyThatTricklesIsNotWaitedForThereEither() throws Exception {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), managementPort)) {
      client.setSoTimeout(4_000);
      client
          .getOutputStream()
          .write(
              "POST /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 401");
    }
  }
}
