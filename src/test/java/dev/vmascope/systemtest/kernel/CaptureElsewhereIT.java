package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import dev.vmascope.systemtest.Credentials;
import dev.vmascope.systemtest.FillingProgram;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.UnpackedService;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Captures of processes that are stopped, sent to a service of a user without rights: field by
/// field it answers what the service with rights answers of the process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptureElsewhereIT {
  /// A walk is kept for a minute, so that what a capture has and what is answered are of one read.
  private static final String[] ONE_READ = {
    "--vmascope.scan.budget=64",
    "--vmascope.scan.max-read=1m",
    "--vmascope.scan.cache=1m",
    "--vmascope.sampling.interval=1s"
  };

  private static final List<String> OPERATIONS =
      List.of(
          "/maps?limit=10000",
          "/maps?detail=smaps&limit=10000&force=true",
          "/summary",
          "/summary?detail=smaps&force=true",
          "/findings",
          "/numa?force=true");

  @TempDir private static Path folder = Path.of("");
  private final RunningService here = RunningService.start(ONE_READ);
  private RunningService elsewhere = here;

  @BeforeAll
  void startElsewhere() throws Exception {
    elsewhere =
        RunningService.start(
            Credentials.ofNobodyWith("none"), UnpackedService.get().copyTo(folder));
  }

  @AfterAll
  void end() {
    here.close();
    elsewhere.close();
  }

  /// A program that the live service has sampled, and that does not run any more.
  private TestProgram stopped(String name) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String main = FillingProgram.class.getName();
    TestProgram program =
        switch (name) {
          case "java" ->
              TestProgram.startUntil(
                  "ready 1000000 40",
                  java,
                  "-XX:+UseSerialGC",
                  "-Xmx96m",
                  "-cp",
                  "target/test-classes",
                  main);
          default ->
              TestProgram.start(TestProgram.compile(name, "-z", "execstack", "-ldl"), "libm.so.6");
        };
    String pid = Long.toString(program.pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    await().until(() -> Files.readString(Path.of("/proc", pid, "stat")).contains(") T "));
    double ticks = here.ticks();
    await("a sample").atMost(Duration.ofMinutes(1)).until(() -> here.ticks() >= ticks + 2);
    return program;
  }

  private static String live(TestProgram program) {
    return "/api/processes/" + program.pid();
  }

  private static String posted(RunningService service, String path, byte[] body) {
    HttpResponse<String> answer =
        new ServiceClient(service.base())
            .send(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofByteArray(body),
                HttpResponse.BodyHandlers.ofString(),
                "Content-Type",
                "application/zip");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return "/api/snapshots/" + JsonMapper.shared().readTree(answer.body()).path("id").asString();
  }

  private String sent(byte[] capture) {
    return posted(elsewhere, "/api/snapshots", capture);
  }

  private byte[] capture(TestProgram program, String query) {
    HttpResponse<byte[]> answer = here.get(live(program) + "/capture?force=true&" + query);
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return answer.body();
  }

  /// Questions on the ends of one mapping of each kind.
  private List<String> ofAddresses(TestProgram program) {
    Map<String, JsonNode> kinds = new LinkedHashMap<>();
    here.json(live(program) + "/maps?limit=10000")
        .path("mappings")
        .forEach(mapping ->
            kinds.putIfAbsent(
                mapping.path("category") + " " + mapping.path("permissions"), mapping));
    assertThat(kinds).hasSizeGreaterThan(9);
    List<String> questions = new ArrayList<>();
    for (JsonNode mapping : kinds.values()) {
      for (String address :
          List.of(mapping.path("start").asString(), mapping.path("end").asString())) {
        questions.add("/maps/" + address);
        for (String type : List.of("read", "write", "execute")) {
          questions.add("/access?type=" + type + "&address=" + address);
        }
      }
    }
    return questions;
  }

  @ParameterizedTest
  @ValueSource(strings = {"findings", "java"})
  void answersWhatTheProcessAnswers(String name) throws Exception {
    try (TestProgram program = stopped(name)) {
      String live = live(program);
      assertThat(elsewhere.json(live + "/maps").path("type").asString())
          .isEqualTo("urn:vmascope:problem:permission-denied");
      String taken = posted(here, live + "/snapshots?detail=smaps&force=true", new byte[0]);
      String rollup = "/summary?detail=rollup&force=true";
      AnswerDifferences differences = new AnswerDifferences();
      List<String> questions =
          Stream.concat(OPERATIONS.stream(), ofAddresses(program).stream()).toList();
      for (byte[] capture :
          List.of(here.get(taken + "/capture").body(), capture(program, "detail=smaps"))) {
        String stored = sent(capture);
        for (String question : questions) {
          differences.compare(
              question, here.json(live + question), elsewhere.json(stored + question));
        }
        assertSums(program, elsewhere.json(stored + OPERATIONS.get(1)));
        assertThat(elsewhere.json(stored + rollup).path("unavailable").toString())
            .contains("request detail=smaps, or capture the process with detail=rollup");
      }
      String stored = sent(capture(program, "detail=rollup"));
      differences.compare(rollup, here.json(live + rollup), elsewhere.json(stored + rollup));
      assertThat(differences.unexplained()).isEmpty();
      assertThat(differences.unused()).isEmpty();
      assertThat(differences.compared()).isGreaterThan(10_000);
    }
  }

  /// The usage that no other process can change is what the kernel says now.
  private static void assertSums(TestProgram program, JsonNode maps) throws Exception {
    List<String> lines =
        Files.readAllLines(
            Path.of("/proc", Long.toString(program.pid()), "smaps"), StandardCharsets.ISO_8859_1);
    String[][] fields = {
      {"Rss:", "residentBytes"}, {"Anonymous:", "anonymousBytes"}, {"Swap:", "swapBytes"}
    };
    for (String[] field : fields) {
      long expected =
          lines.stream()
              .filter(line -> line.startsWith(field[0]))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
              .sum();
      long sum =
          maps.path("mappings")
              .valueStream()
              .mapToLong(mapping -> mapping.path("usage").path(field[1]).asLong())
              .sum();
      assertThat(sum).as(field[0]).isEqualTo(expected);
    }
  }

  private static List<String> rules(JsonNode findings) {
    return findings
        .path("findings")
        .valueStream()
        .map(finding ->
            finding.path("rule") + " " + finding.path("severity") + finding.path("mappings"))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"findings", "java"})
  void redactionChangesNoFindingAndNoSum(String name) throws Exception {
    try (TestProgram program = stopped(name)) {
      String plain = sent(capture(program, "detail=smaps"));
      JsonNode findings = elsewhere.json(plain + "/findings");
      assertThat(rules(findings)).hasSize(name.equals("findings") ? 4 : 0);
      JsonNode summary = elsewhere.json(plain + "/summary?detail=smaps&force=true");
      assertThat(summary.at("/usage/residentBytes").asLong()).isPositive();
      for (String redact : List.of("names", "addresses", "names,addresses")) {
        String redacted = sent(capture(program, "detail=smaps&redact=" + redact));
        JsonNode redactedFindings = elsewhere.json(redacted + "/findings");
        assertThat(rules(redactedFindings)).as(redact).isEqualTo(rules(findings));
        assertThat(redactedFindings.path("generatesCode"))
            .isEqualTo(findings.path("generatesCode"));
        JsonNode sums = elsewhere.json(redacted + "/summary?detail=smaps&force=true");
        summary
            .propertyStream()
            .filter(field ->
                field.getKey().endsWith("Bytes")
                    || List.of("usage", "mappings", "byCategory").contains(field.getKey()))
            .forEach(field ->
                assertThat(sums.path(field.getKey()))
                    .as(redact + " " + field.getKey())
                    .isEqualTo(field.getValue()));
        assertThat(sizes(sums)).as(redact).isEqualTo(sizes(summary));
      }
    }
  }

  private static List<String> sizes(JsonNode summary) {
    return summary
        .path("byPath")
        .valueStream()
        .map(row -> row.path("virtualBytes") + " " + row.path("residentBytes"))
        .sorted()
        .toList();
  }
}
