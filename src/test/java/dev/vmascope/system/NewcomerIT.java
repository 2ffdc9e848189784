package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.shipped.ShippedRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The three commands of the README that lead from a clone to a scrape, pasted as they stand there.
class NewcomerIT {
  /// What a clone has that they need.
  private static final List<String> CLONE =
      List.of(".dockerignore", "Dockerfile", "compose", "helm", "image", "pom.xml", "src/main");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void threeCommandsLeadFromACloneToAScrape(@TempDir Path clone) throws Exception {
    for (String part : CLONE) {
      copy(Path.of(part), clone.resolve(part));
    }
    List<String> commands = commands();
    assertThat(commands).hasSize(3);
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
      paste("docker rm -f -v vmascope", clone);
    }
  }

  private static List<String> commands() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String block =
        readme.substring(
            readme.indexOf("```sh\n", readme.indexOf("From a clone to a scrape"))
                + "```sh\n".length());
    return block.substring(0, block.indexOf("```")).lines().toList();
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
    Path errors = Files.createTempFile("vmascope-newcomer", ".txt");
    Process shell =
        new ProcessBuilder("bash", "-e", "-c", command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor())
        .as("%s:%n%s%n%s", command, output, Files.readString(errors))
        .isZero();
    return output;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
