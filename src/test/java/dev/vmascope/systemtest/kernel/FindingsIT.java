package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.shipped.ShippedRules;
import dev.vmascope.shipped.promql.ShippedQueries;
import dev.vmascope.systemtest.Prometheus;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/// A program that maps memory as the rules look for it, and a library that is replaced under it:
/// the findings of the process, of the node, and of the alert rules.
class FindingsIT {
  private Path folder = Path.of("");
  private Path library = Path.of("");

  /// Not below a directory for temporary files, wherever the checkout is.
  @BeforeEach
  void buildALibrary() throws Exception {
    Path home = Path.of(System.getProperty("user.home")).toRealPath();
    folder = Files.createTempDirectory(home, "vmascope-findings");
    library = folder.resolve("libplugin.so");
    build("one", library);
  }

  @AfterEach
  void removeIt() throws IOException {
    FileSystemUtils.deleteRecursively(folder);
  }

  private void build(String version, Path target) throws IOException, InterruptedException {
    Path source = folder.resolve("plugin.c");
    Files.writeString(source, "const char *version(void) { return \"" + version + "\"; }\n");
    Path built = folder.resolve("built.so");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-shared",
                "-fPIC",
                "-Wl,--build-id=sha1",
                "-o",
                built.toString(),
                source.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
    Files.move(built, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path program() throws IOException {
    Path binary = TestProgram.compile("findings", "-z", "execstack", "-ldl");
    return Files.move(binary, folder.resolve("findings"));
  }

  private static List<String> rules(JsonNode answer) {
    return answer
        .path("findings")
        .valueStream()
        .map(finding ->
            finding.path("rule").asString()
                + " "
                + finding.path("severity").asString()
                + " "
                + finding.path("mappings").asInt())
        .sorted()
        .toList();
  }

  @Test
  void areThoseOfTheProgramAndNoOthers() throws Exception {
    try (RunningService service = RunningService.start();
        TestProgram program = TestProgram.start(program(), library.toString())) {
      String path = "/api/processes/" + program.pid() + "/findings";
      List<String> always =
          List.of(
              "anonymous-executable medium 2",
              "executable-stack high 1",
              "writable-executable high 1");
      assertThat(rules(service.json(path))).isEqualTo(always);

      Path same = folder.resolve("same.so");
      Files.copy(library, same, StandardCopyOption.REPLACE_EXISTING);
      Files.move(same, library, StandardCopyOption.REPLACE_EXISTING);
      assertThat(rules(service.json(path))).as("the same build, installed again").isEqualTo(always);

      build("two", library);
      assertThat(rules(service.json(path))).contains("stale-library medium 1").hasSize(4);

      Files.delete(library);
      assertThat(rules(service.json(path))).contains("deleted-code medium 1").hasSize(4);
    }
  }

  /// A tool of the JDK is a Java virtual machine under a name of its own.
  @Test
  void ofGeneratedCodeThereAreNoneWhereALibraryGeneratesIt() throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jstat");
    String self = String.valueOf(ProcessHandle.current().pid());
    Process jstat = new ProcessBuilder(tool.toString(), "-gc", self, "1s").start();
    try (RunningService service = RunningService.start()) {
      assertThat(jstat.inputReader().readLine()).isNotNull();
      JsonNode answer = service.json("/api/processes/" + jstat.pid() + "/findings");
      assertThat(rules(answer)).isEmpty();
      assertThat(answer.path("generatesCode").asBoolean()).isTrue();
      String code = "/api/processes/" + jstat.pid() + "/maps?category=java-code";
      assertThat(service.json(code).path("count").asInt()).isPositive();
    } finally {
      jstat.destroyForcibly().waitFor();
    }
  }

  /// A day of the rules takes 24 seconds here.
  @Test
  void raiseTheAlertsOnThem() throws Exception {
    Path binary = program();
    try (TestProgram old = TestProgram.start(binary, library.toString())) {
      build("two", library);
      try (RunningService service = RunningService.start("--vmascope.sampling.interval=250ms");
          Prometheus prometheus =
              Prometheus.scraping(
                  service.uri("/"), ShippedRules.dividedBy(3600), Duration.ofMillis(250))) {
        String path = "/api/findings?rule=stale-library&severity=medium";
        await("the library was looked at")
            .atMost(Duration.ofSeconds(30))
            .until(() -> pids(service.json(path)).contains(old.pid()));
        awaitAlert(prometheus, "VmascopeStaleLibrary");
        try (TestProgram _ = TestProgram.start(binary, library.toString())) {
          awaitAlert(prometheus, "VmascopeWritableExecutableNew");
          String series =
              "vmascope_findings{rule=\"executable-stack\",severity=\"high\",group=\"findings\"}";
          assertThat(prometheus.value(series)).isEqualTo(2);
          assertThat(ShippedQueries.withDataAfterAnEvent())
              .filteredOn(query -> query.expression().contains("vmascope_findings"))
              .isNotEmpty()
              .allSatisfy(query -> assertThat(prometheus.query(query.expression())).isNotEmpty());
        }
      }
    }
  }

  private static List<Long> pids(JsonNode answer) {
    return answer
        .path("findings")
        .valueStream()
        .map(finding -> finding.path("pid").asLong())
        .toList();
  }

  private static void awaitAlert(Prometheus prometheus, String alert) {
    String firing = "ALERTS{alertname=\"" + alert + "\",alertstate=\"firing\",group=\"findings\"}";
    await(alert).atMost(Duration.ofMinutes(2)).until(() -> !prometheus.query(firing).isEmpty());
  }
}
