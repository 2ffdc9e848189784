package dev.vmascope.api;

import static dev.vmascope.api.AbsentField.why;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The API on captures in place of `/proc`: whole answers on those of `src/test/resources/proc`,
/// compared with golden files, and what is said where files are missing. Run with
/// `-Dgolden.update=true`, the test writes the golden files; what changed is then seen in the diff.
class CapturesApiTest extends CapturesFixture {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonNode process(int pid) {
    return api().json("/api/processes/" + pid);
  }

  @ParameterizedTest
  @CsvSource({
    "jvm, maps",
    "jvm, summary",
    "odd-names, maps",
    "32-bit, maps",
    "32-bit, summary",
    "kernel-thread, summary",
    "zombie, summary",
    "thread-zombie-leader, summary",
    "odd-comm, ''"
  })
  void answersAreAsBefore(String capture, String what) throws IOException {
    String path = "/api/processes/" + pid(CAPTURES.resolve(capture));
    JsonNode answer = api().json(what.isEmpty() ? path : path + "/" + what);
    ObjectNode lasting = (ObjectNode) answer;
    // New at every start, and at every read.
    lasting.remove(List.of("addressSpaceId", "capture"));
    Path golden = GOLDEN.resolve(capture + (what.isEmpty() ? "" : "-" + what) + ".json");
    String json = JSON.writeValueAsString(lasting) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, json);
    }
    assertThat(json).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "odd-names", "32-bit"})
  void textIsTheCapturesOwn(String capture) throws IOException {
    byte[] maps =
        api().get("/api/processes/" + pid(CAPTURES.resolve(capture)) + "/maps?format=text").body();
    assertThat(maps).isEqualTo(Files.readAllBytes(CAPTURES.resolve(capture).resolve("maps")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "ndjson", "table"})
  void everyFormatShowsOddNamesHarmlessly(String format) {
    byte[] listing =
        api()
            .get("/api/processes/" + pid(CAPTURES.resolve("odd-names")) + "/maps?format=" + format)
            .body();
    String text = new String(listing, StandardCharsets.UTF_8);
    assertThat(text).contains("deleted").doesNotContain("\t", "\u001b");
  }

  @Test
  void aFolderOfCapturesTellsNothingOfAMachine() {
    JsonNode system = api().json("/api/system");
    assertThat(system.has("addressSpace")).isFalse();
    assertThat(system.has("pageBytes")).isFalse();
    assertThat(system.path("memory")).isEmpty();
    assertThat(system.at("/hugePages/pools")).isEmpty();
    assertThat(system.path("unavailable").valueStream())
        .anyMatch(absent -> absent.toString().contains("hugePages.transparent"))
        .allMatch(absent -> !absent.path("remedy").asString().isBlank());
  }

  @Test
  void theSystemSaysThatTheLogIsSwitchedOff() {
    assertThat(
            api()
                .json("/api/system")
                .path("features")
                .valueStream()
                .filter(feature -> feature.path("feature").asString().equals("kernel-log"))
                .map(feature -> feature.path("available").asBoolean(true)))
        .containsExactly(false);
  }

  @Test
  void threadsOfACaptureAreThoseThatItHas() {
    LiveApi api = api();
    JsonNode none = api.json("/api/processes/" + pid(CAPTURES.resolve("jvm")) + "/threads");
    assertThat(none.path("threads")).isEmpty();
    assertThat(none.path("total").asInt()).isPositive();
    assertThat(none.path("unavailable").toString()).contains("\"gone\"", "no folder task");
    JsonNode one =
        api.json("/api/processes/" + pid(CAPTURES.resolve("thread-zombie-leader")) + "/threads");
    assertThat(one.path("threads").findValuesAsString("tid")).containsExactly("16082");
    assertThat(one.path("explanation").asString()).contains("first thread has ended");
  }

  @Test
  void mapsAloneAreACapture() {
    assertThat(api().json("/api/processes/300/maps").path("count").asInt()).isEqualTo(8);
    assertThat(api().json("/api/processes/300/maps/2075010").at("/mapping/kind").asString())
        .isEqualTo("heap");
    JsonNode summary = api().json("/api/processes/300/summary");
    assertThat(summary.at("/mappings/count").asInt()).isEqualTo(7);
    assertThat(
            api().json("/api/processes/300/findings").path("findings").findValuesAsString("rule"))
        .contains("writable-executable");
    JsonNode process = process(300);
    assertThat(process.path("pid").asInt()).isEqualTo(300);
    for (String field : List.of("name", "state", "threads", "parent", "startTicks", "startTime")) {
      assertThat(process.has(field)).as(field).isFalse();
      assertThat(why(process, field)).startsWith("gone: the capture has no file stat:");
    }
    assertThat(why(process, "virtualBytes")).contains("the capture has no file status");
    assertThat(why(process, "uid")).contains("the capture has no file status");
    await()
        .untilAsserted(() ->
            assertThat(api().json("/api/processes").path("processes").findValuesAsString("pid"))
                .contains("300"));
  }

  @Test
  void mapsAndStatusAreACapture() {
    JsonNode process = process(301);
    assertThat(process.path("name").asString()).isEqualTo("capture-301");
    assertThat(process.path("residentBytes").asLong()).isEqualTo(40000 * 1024);
    assertThat(api().json("/api/processes/301/maps").path("count").asInt()).isEqualTo(7);
    assertThat(why(process, "startTicks")).contains("no file stat:");
  }

  @ParameterizedTest
  @CsvSource({"302, 17", "303, 19"})
  void filesOfAnotherProcessAreSaidToBe(int pid, int other) {
    JsonNode maps = api().json("/api/processes/" + pid + "/maps");
    assertThat(maps.path("pid").asInt()).isEqualTo(pid);
    assertThat(maps.path("count").asInt()).isEqualTo(7);
    assertThat(maps.has("threadOf")).isFalse();
    assertThat(why(maps, "pid")).startsWith("malformed: ").contains("of process " + other);
  }

  @Test
  void aCaptureWithoutMappingsSaysSo() {
    JsonNode maps = api().json("/api/processes/304/maps");
    assertThat(maps.path("count").asInt()).isZero();
    assertThat(why(maps, "mappings")).startsWith("gone: the capture has no file maps");
    JsonNode at = api().json("/api/processes/304/maps/400000");
    assertThat(at.path("status").asInt()).isEqualTo(404);
    assertThat(at.path("detail").asString()).contains("no file maps");
  }

  @Test
  void nothingOfACaptureEndsOrIsHidden() {
    JsonNode none = process(4711);
    assertThat(none.path("status").asInt()).isEqualTo(404);
    assertThat(none.path("detail").asString()).contains("no folder").doesNotContain("hidepid");
  }
}
