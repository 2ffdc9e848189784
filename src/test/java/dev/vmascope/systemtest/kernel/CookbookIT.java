package dev.vmascope.systemtest.kernel;

import static dev.vmascope.systemtest.Cookbook.numbers;
import static dev.vmascope.systemtest.Cookbook.strings;
import static dev.vmascope.systemtest.Cookbook.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.CsvText;
import dev.vmascope.Shell;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.AskedPrograms;
import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.Cookbook;
import dev.vmascope.systemtest.Cookbook.Question;
import dev.vmascope.systemtest.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The questions of docs/cookbook.md, asked about live processes. Each answer is compared with what
/// `/proc` says.
@Alone("asks about the processes of the machine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookbookIT {
  private static final Path PRINTED = Path.of("target/cookbook");
  private static final JsonMapper JSON = new JsonMapper();

  private final AskedPrograms programs = AskedPrograms.start();
  private final GenericContainer<?> container = Containers.of("source-text");
  private final RunningService service =
      RunningService.start(
          "--vmascope.sampling.interval=300ms",
          "--vmascope.sampling.rollup=true",
          "--vmascope.scan.budget=1",
          "--vmascope.command-line=true",
          "--vmascope.growth.window=12s",
          "--vmascope.growth.leak-window=2m",
          "--vmascope.growth.warm-up=3s");

  @BeforeAll
  void waitForTheSampler() throws Exception {
    container.withCommand("sh", "-c", "echo READY; exec sleep infinity").start();
    programs.crash();
    Files.createDirectories(PRINTED);
    until("shares", "/api/processes?name=nginx", "processes", row -> row.has("proportionalBytes"));
    until(
        "all shares",
        "/api/processes?name=chrom-shares",
        "processes",
        row -> row.has("proportionalBytes"));
    await("a finding")
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            rows("/api/findings?rule=stale-library", "findings").stream().anyMatch(this::isNginx));
  }

  private void until(String what, String path, String rows, Predicate<JsonNode> condition) {
    await(what)
        .atMost(Duration.ofMinutes(1))
        .until(() -> !rows(path, rows).isEmpty() && rows(path, rows).stream().allMatch(condition));
  }

  @AfterAll
  void end() {
    service.close();
    container.close();
    programs.close();
  }

  private boolean isNginx(JsonNode row) {
    return row.path("pid").asLong() == programs.nginx();
  }

  private List<JsonNode> rows(String path, String rows) {
    return service.json(path).path(rows).valueStream().toList();
  }

  /// What a command prints.
  private String printed(String command) throws Exception {
    String here =
        command
            .replace("localhost:8080", service.base().toString())
            .replace("/processes/java", "/processes/" + service.pid())
            .replace("window=1h", "window=40s")
            .replace("name=chrom*", "name=chrom-shares")
            .replace("0x7fff00000000", programs.stack())
            .replace("curl -sN", "curl -sN --max-time 4")
            .replace("curl ", "curl --fail-with-body ");
    Shell.Result result = Shell.run("bash", "-c", here);
    // A stream is ended by the one who reads it.
    int expected = command.contains("/events") ? 28 : 0;
    assertThat(result.status()).as("%s: %s", here, result).isEqualTo(expected);
    return result.output();
  }

  /// The same question, answered in JSON.
  private JsonNode json(Question question) throws Exception {
    return JSON.readTree(printed(question.command().replaceAll("&?format=(table|csv)", "")));
  }

  static List<Question> questions() {
    return Cookbook.questions();
  }

  @Test
  void thereAreTwentyFive() {
    assertThat(questions())
        .extracting(Question::number)
        .isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
    assertThat(questions())
        .extracting(Question::command)
        .allMatch(each -> each.startsWith("curl "));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void isAnsweredByOneRequest(Question question) throws Exception {
    String text = printed(question.command());
    Files.writeString(PRINTED.resolve(question.number() + ".txt"), text);
    assertThat(text).isNotBlank();
    if (question.command().contains("format=table")) {
      List<String> heading = words(question.output().getFirst());
      assertThat(words(text.lines().findFirst().orElseThrow()))
          .as("the first line, as it is printed in the document")
          .startsWith(heading.getFirst())
          .hasSameSizeAs(heading);
    }
    check(question, text);
  }

  private void check(Question question, String text) throws Exception {
    switch (question.number()) {
      case 1 -> {
        // The largest one grows.
        assertThat(numbers(json(question).path("mappings"), "sizeBytes").subList(1, 10))
            .isEqualTo(programs.sizes().subList(1, 10));
      }
      case 2 ->
          assertThat(text).contains("java-heap", "java-metaspace", "thread-stack", "RESIDENT");
      case 3 ->
          assertThat(numbers(json(question).path("processes"), "pid")).contains(programs.python());
      case 4 ->
          await()
              .atMost(Duration.ofMinutes(2))
              .untilAsserted(() -> assertThat(printed(question.command())).contains("growing"));
      case 5 -> {
        List<Long> swap = numbers(json(question).path("processes"), "swapBytes");
        assertThat(swap).isSortedAccordingTo(Comparator.reverseOrder()).hasSize(10);
      }
      case 6 ->
          assertThat(json(question).at("/faults/0/cause").asString()).isEqualTo("null-pointer");
      case 7 -> {
        JsonNode totals = json(question).path("totals");
        assertThat(totals.path("residentBytes").asLong()).isGreaterThan(4 * (32L << 20));
        assertThat(totals.path("proportionalBytes").asLong()).isBetween(32L << 20, 40L << 20);
      }
      case 8 -> assertThat(json(question).path("findings").valueStream()).anyMatch(this::isNginx);
      case 9 -> {
        JsonNode mappings = json(question).path("mappings");
        long limit = AskedPrograms.mappingLimit();
        assertThat(mappings.path("left").asLong())
            .isEqualTo(limit - mappings.path("count").asLong())
            .isLessThan(limit - 20);
      }
      case 10 -> assertThat(text).contains("\"category\": \"stack\"");
      case 11 -> {
        List<List<String>> records = new CsvText(text).records();
        int size = records.getFirst().indexOf("sizeBytes");
        assertThat(
                records.subList(1, records.size()).stream().map(row -> Long.valueOf(row.get(size))))
            .isSortedAccordingTo(Comparator.reverseOrder())
            .hasSizeGreaterThan(20);
      }
      case 12 -> assertThat(text).contains("grown");
      case 13 -> assertThat(text).contains("event:", "\"category\":\"anonymous\"");
      case 14 ->
          assertThat(strings(json(question).path("groups"), "group"))
              .contains(container.getContainerId());
      case 15 ->
          await()
              .atMost(Duration.ofMinutes(1))
              .untilAsserted(() ->
                  assertThat(
                          json(question)
                              .path("categories")
                              .valueStream()
                              .filter(row -> row.path("growthPerSecond").asDouble() > 1 << 20)
                              .map(row -> row.path("measure").asString()))
                      .containsExactly("anonymous"));
      case 16 -> assertThat(text).contains("\n  \"name\": \"nginx\",\n");
      case 17 ->
          assertThat(numbers(json(question).path("mappings"), "sizeBytes"))
              .allMatch(size -> size >= 1 << 20)
              .anyMatch(size -> size >= 16L << 20);
      case 18 ->
          assertThat(
                  json(question)
                      .path("mappings")
                      .valueStream()
                      .map(row -> row.at("/usage/residentBytes").asLong()))
              .isSortedAccordingTo(Comparator.reverseOrder())
              .hasSize(5)
              .first()
              .matches(bytes -> bytes >= 16L << 20);
      case 19 ->
          assertThat(json(question).at("/totals/sizeBytes").asLong())
              .isEqualTo(programs.sizeOf(".*/libc\\.so.*"));
      case 20 -> assertThat(text).contains("/api/processes", "/swagger-ui.html");
      case 21 -> {
        JsonNode root =
            json(question)
                .path("groups")
                .valueStream()
                .filter(row -> row.path("group").asString().equals("root"))
                .findFirst()
                .orElseThrow();
        assertThat(root.path("processes").asInt()).isGreaterThan(5);
      }
      case 22 -> assertThat(text).contains("--vmascope.command-line=true");
      case 23 ->
          assertThat(numbers(json(question).path("processes"), "threads"))
              .isSortedAccordingTo(Comparator.reverseOrder())
              .first()
              .matches(threads -> threads >= AskedPrograms.THREADS);
      case 24 -> {
        JsonNode processes = json(question).path("processes");
        assertThat(numbers(processes, "proportionalBytes"))
            .isSortedAccordingTo(Comparator.reverseOrder())
            .hasSize(5);
        assertThat(numbers(processes, "proportionalBytes")).doesNotContain(0L);
      }
      case 25 -> assertThat(json(question).path("findings").valueStream()).anyMatch(this::isNginx);
      default -> throw new AssertionError("no check of question " + question.number());
    }
  }
}
