package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A capture whose listing is not understood from its third line on: what can say so gives what
/// comes before, the text is given whole, and what has no place to say so gives nothing.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MalformedApiTest {
  private static final Path CAPTURE = Path.of("src/test/resources/proc/jvm");
  private static String maps = "";
  private static String path = "";
  private static String process = "";

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void aDamagedCapture(DynamicPropertyRegistry properties) throws IOException {
    Path root = Files.createTempDirectory("vmascope-damaged");
    String stat = Files.readString(CAPTURE.resolve("stat"));
    String pid = stat.substring(0, stat.indexOf(' '));
    FileSystemUtils.copyRecursively(CAPTURE, root.resolve(pid));
    Path file = root.resolve(pid).resolve("maps");
    String[] lines = Files.readString(file).split("\n", 4);
    String code = lines[0].replaceFirst(" [-rwx]{3}p ", " rwxp ");
    maps = code + "\n" + lines[1] + "\n" + "zz" + lines[2].substring(2) + "\n" + lines[3];
    Files.writeString(file, maps);
    process = "/api/processes/" + pid;
    path = process + "/maps";
    properties.add("vmascope.sampling.interval", () -> "200ms");
    properties.add("vmascope.procfs.root", root::toString);
  }

  private static void assertEndsEarly(JsonNode tail) {
    assertThat(tail.get("count").asInt()).isEqualTo(2);
    assertThat(tail.get("capture").get("complete").asBoolean()).isFalse();
    JsonNode unavailable = tail.get("unavailable").get(0);
    assertThat(unavailable.get("field").asString()).isEqualTo("mappings");
    assertThat(unavailable.get("reason").asString()).isEqualTo("malformed");
    assertThat(unavailable.get("remedy").asString()).contains("maps:3:1", "format=text");
  }

  @Test
  void jsonHasWhatIsUnderstoodAndSaysThatThereIsMore() {
    LiveApi api = new LiveApi(port);
    JsonNode answer = api.json(path);
    assertThat(answer.get("mappings")).hasSize(2);
    assertEndsEarly(answer);
    String ndjson = api.text(path + "?format=ndjson");
    assertThat(ndjson.lines()).hasSize(3);
    assertEndsEarly(JsonMapper.shared().readTree(ndjson.lines().toList().getLast()));
  }

  @Test
  void textIsWhole() {
    assertThat(new LiveApi(port).get(path + "?format=text").body())
        .isEqualTo(maps.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "table"})
  void otherFormatsGiveAProblemThatSaysWhere(String format) {
    LiveApi api = new LiveApi(port);
    JsonNode problem = api.json(path + "?format=" + format);
    assertThat(problem.get("status").asInt()).isEqualTo(422);
    assertThat(problem.get("type").asString()).endsWith(":malformed-file");
    assertThat(problem.get("line").asInt()).isEqualTo(3);
    assertThat(problem.get("column").asInt()).isEqualTo(1);
    assertThat(problem.get("expected").asString()).isEqualTo("a start address");
    assertThat(problem.get("got").asString()).startsWith("'zz");
    assertThat(problem.get("remedy").asString()).contains("partial=allow");
    HttpResponse<byte[]> what = api.get(path + "?partial=allow&format=" + format);
    assertThat(what.statusCode()).isEqualTo(200);
    assertThat(what.headers().firstValue("Vmascope-Capture").orElseThrow())
        .contains("\"complete\":false");
    assertThat(new String(what.body(), StandardCharsets.UTF_8).lines()).hasSize(3);
  }

  @Test
  void filteredTextGivesAProblemToo() {
    JsonNode problem = new LiveApi(port).json(path + "?format=text&kind=file");
    assertThat(problem.get("status").asInt()).isEqualTo(422);
  }

  @Test
  void aSummaryAddsUpWhatIsUnderstood() {
    JsonNode summary = new LiveApi(port).json(process + "/summary");
    assertThat(summary.at("/mappings/count").asInt()).isEqualTo(2);
    assertThat(summary.at("/capture/complete").asBoolean()).isFalse();
    assertThat(summary.path("residentBytes").asLong()).isPositive();
    assertSaysWhere(summary, "mappings");
    assertSaysWhere(summary, "byCategory");
    assertThat(new LiveApi(port).get(process + "/summary?format=table").statusCode())
        .isEqualTo(200);
  }

  @Test
  void objectsAreThoseThatAreUnderstood() {
    JsonNode objects = new LiveApi(port).json(process + "/objects");
    assertThat(objects.path("count").asInt()).isEqualTo(objects.path("objects").size());
    assertThat(objects.at("/capture/complete").asBoolean()).isFalse();
    assertSaysWhere(objects, "objects");
    JsonNode one = new LiveApi(port).json(process + "/objects/" + "ab".repeat(20));
    assertThat(one.path("status").asInt()).isEqualTo(422);
  }

  @Test
  void findingsAreThoseOfWhatIsUnderstood() {
    LiveApi api = new LiveApi(port);
    JsonNode findings = api.json(process + "/findings");
    assertThat(findings.path("findings").findValuesAsString("rule"))
        .contains("writable-executable");
    assertSaysWhere(findings, "findings[]");
    await()
        .untilAsserted(() ->
            assertThat(api.json("/api/findings").path("findings").findValuesAsString("rule"))
                .contains("writable-executable"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps/%s", "access?address=%s", "symbol?address=%s"})
  void anAddressThatIsUnderstoodIsAnswered(String operation) {
    String first = maps.substring(0, maps.indexOf('-'));
    assertThat(new LiveApi(port).get(process + "/" + operation.formatted(first)).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"maps/ffffffffe000", "access?address=ffffffffe000", "symbol?address=ffffffffe000"})
  void whetherAnythingLiesBehindIsNotKnown(String operation) {
    JsonNode problem = new LiveApi(port).json(process + "/" + operation);
    assertThat(problem.path("status").asInt()).isEqualTo(422);
    assertThat(problem.path("line").asInt()).isEqualTo(3);
    assertThat(problem.path("pid").asInt()).isPositive();
  }

  @Test
  void allObjectsCountItAmongThoseThatAreNotUnderstood() {
    await()
        .untilAsserted(() ->
            assertThat(new LiveApi(port).json("/api/objects").path("unavailable").toString())
                .contains("malformed", "the mappings of 1 processes"));
    await()
        .untilAsserted(() ->
            assertThat(new LiveApi(port).json("/api/findings").path("unavailable").toString())
                .contains("\"malformed\"", "1 processes")
                .doesNotContain("wait for their turn"));
  }

  private static void assertSaysWhere(JsonNode answer, String field) {
    assertThat(answer.path("unavailable").valueStream())
        .filteredOn(absent -> absent.path("field").asString().equals(field))
        .singleElement()
        .satisfies(absent -> {
          assertThat(absent.path("reason").asString()).isEqualTo("malformed");
          assertThat(absent.path("remedy").asString())
              .contains("maps:3:1", "expected a start address", "got 'zz");
        });
  }
}
