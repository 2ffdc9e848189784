package dev.vmascope.systemtest;

import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Debian's Prometheus, as a process of its own on a free port of loopback, until it is closed. A
/// missing `prometheus` fails the test: `bin/verify` installs it.
public record Prometheus(Process process, ServiceClient client) implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);

  /// Starts one that scrapes each second.
  ///
  /// @param target the service
  /// @param rules a file of rules; empty for none
  public static Prometheus scraping(URI target, String rules) {
    return scraping(target, rules, Duration.ofSeconds(1));
  }

  /// Starts one.
  public static Prometheus scraping(URI target, String rules, Duration every) {
    try {
      Path folder = Files.createTempDirectory("vmascope-prometheus");
      Path configuration = folder.resolve("prometheus.yml");
      Files.writeString(folder.resolve("rules.yml"), rules.isEmpty() ? "groups: []" : rules);
      Files.writeString(
          configuration,
          """
          global:
            scrape_interval: %1$dms
            evaluation_interval: %1$dms
          rule_files: [rules.yml]
          scrape_configs:
            - job_name: vmascope
              metrics_path: /actuator/prometheus
              static_configs:
                - targets: ['%2$s']
          """
              .formatted(every.toMillis(), target.getAuthority()));
      return configuredBy(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts one by its file of configuration; its data goes beside that.
  public static Prometheus configuredBy(Path configuration) {
    try {
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      Process process =
          new ProcessBuilder(
                  "prometheus",
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + configuration.resolveSibling("data"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(configuration.resolveSibling("log").toFile())
              .start();
      Prometheus prometheus = new Prometheus(process, new ServiceClient(port));
      await("Prometheus is ready").atMost(START).ignoreExceptions().until(prometheus::isReady);
      return prometheus;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    return client.get("/-/ready").statusCode() == 200;
  }

  /// What a query gives now: a series each, with `metric` and `value`.
  public JsonNode query(String query) {
    JsonNode answer =
        client.json("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    if (!answer.path("status").asString().equals("success")) {
      throw new AssertionError(query + ": " + answer);
    }
    return answer.path("data").path("result");
  }

  /// What a query gives now that has one series.
  public double value(String query) {
    JsonNode result = query(query);
    if (result.size() != 1) {
      throw new AssertionError("expected one series of " + query + ", got " + result);
    }
    return Double.parseDouble(result.at("/0/value/1").asString());
  }

  /// What `promtool check metrics` says of a scrape; empty if it finds nothing.
  public static String complaints(String scrape) throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (OutputStream in = promtool.getOutputStream()) {
      in.write(scrape.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return promtool.waitFor() == 0 ? said : "it failed: " + said;
  }

  /// Why the last scrape failed; empty if it did not.
  public String lastError() {
    return client
        .json("/api/v1/targets")
        .path("data")
        .path("activeTargets")
        .path(0)
        .path("lastError")
        .asString();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
