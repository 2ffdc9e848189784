package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Shell;
import dev.vmascope.shipped.ShippedRules;
import dev.vmascope.systemtest.ImageContainer;
import dev.vmascope.systemtest.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// The three commands of the README that lead from a clone to a scrape, pasted as they stand there,
/// but for the name of image and container, which somebody may have here already.
class NewcomerIT {
  /// What a clone has that they need.
  private static final List<String> CLONE =
      List.of(
          ".dockerignore",
          "Dockerfile",
          "compose",
          "helm",
          "image",
          "pom.xml",
          "src/main",
          "src/page");

  private static final String NAME = "vmascope-of-a-newcomer";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void threeCommandsLeadFromACloneToAScrape(@TempDir Path clone) throws Exception {
    for (String part : CLONE) {
      Files.createDirectories(clone.resolve(part).getParent());
      FileSystemUtils.copyRecursively(Path.of(part), clone.resolve(part));
    }
    FileSystemUtils.deleteRecursively(clone.resolve("src/page/node_modules"));
    List<String> commands = commands();
    assertThat(commands).hasSize(3);
    assertThat(paste("docker ps -aq -f name=^" + NAME + "$", clone)).isEmpty();
    try {
      paste(commands.get(0), clone);
      paste(commands.get(1), clone);
      String scrape = paste(commands.get(2), clone).replaceFirst("(?s)^.*?(?=# HELP)", "");
      assertThat(Prometheus.complaints(scrape)).isEmpty();
      assertThat(scrape).contains("vmascope_build_info", "vmascope_processes{");

      try (Prometheus prometheus = Prometheus.configuredBy(configuration(clone))) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(prometheus.query("vmascope_group_resident_bytes > 0"))
                    .hasSizeGreaterThan(3));
        assertThat(prometheus.value("up{job=\"vmascope\"}")).isEqualTo(1);
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(prometheus.query("group:vmascope_resident_bytes:sum"))
                    .hasSizeGreaterThan(3));
      }
    } finally {
      Shell.run("docker", "rm", "-f", "-v", NAME);
    }
  }

  /// With Docker alone: the jar is built inside, once for both tests.
  @Test
  void asksForTheTokenThatItMadeWhereNoneWasGiven() {
    ImageContainer.docker("build", "-t", "vmascope:built-inside", ".");
    try (ImageContainer container = ImageContainer.start("vmascope:built-inside")) {
      String token = container.token();
      assertThat(token).hasSize(43);
      assertThat(container.get("/api/processes", null).statusCode()).isEqualTo(401);
      assertThat(container.get("/api/processes", token).statusCode()).isEqualTo(200);
      assertThat(container.execute("cat", "/opt/vmascope/vmascope.cdx.json"))
          .as("what is in it")
          .contains("CycloneDX", "spring-webmvc", "micrometer");
    }
  }

  private static List<String> commands() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String block =
        readme.substring(
            readme.indexOf("```sh\n", readme.indexOf("From a clone to a scrape"))
                + "```sh\n".length());
    return block
        .substring(0, block.indexOf("```"))
        .lines()
        .map(line ->
            line.replace("--name vmascope ", "--name " + NAME + " ")
                .replaceAll("(-t|/tokens) vmascope\\b", "$1 " + NAME))
        .toList();
  }

  /// The configuration of the composition, for a Prometheus beside the container and more often.
  private static Path configuration(Path clone) throws IOException {
    Files.writeString(clone.resolve("rules.yaml"), ShippedRules.dividedBy(60));
    return Files.writeString(
        clone.resolve("prometheus.yml"),
        Files.readString(clone.resolve("compose/prometheus.yml"))
            .replace("rules/*.yaml", "rules.yaml")
            .replace("scrape_interval: 10s", "scrape_interval: 1s")
            .replace("evaluation_interval: 30s", "evaluation_interval: 1s")
            .replace(
                "/run/secrets/prometheus-token",
                clone.resolve("compose/secrets/prometheus-token").toString())
            .replace("vmascope:8080", "localhost:8080"));
  }

  private static String paste(String command, Path folder) throws Exception {
    Shell.Result result = Shell.run(folder, Map.of(), "bash", "-e", "-c", command);
    assertThat(result.status()).as("%s:%n%s", command, result).isZero();
    return result.output();
  }
}
