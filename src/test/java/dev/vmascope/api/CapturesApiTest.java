package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The API on captures of `src/test/resources/proc` in place of `/proc`: whole answers, compared
/// with golden files. Run with `-Dgolden.update=true`, the test writes them; what changed is then
/// seen in the diff.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class CapturesApiTest {
  private static final Path CAPTURES = Path.of("src/test/resources/proc");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void aFolderOfCaptures(DynamicPropertyRegistry properties) throws IOException {
    Path root = Files.createTempDirectory("vmascope-captures");
    try (Stream<Path> cases = Files.list(CAPTURES)) {
      for (Path capture : cases.filter(one -> Files.exists(one.resolve("stat"))).toList()) {
        FileSystemUtils.copyRecursively(capture, root.resolve(pid(capture)));
      }
    }
    properties.add("vmascope.procfs.root", root::toString);
  }

  private static String pid(Path capture) {
    try {
      String stat = Files.readString(capture.resolve("stat"), StandardCharsets.ISO_8859_1);
      return stat.substring(0, stat.indexOf(' '));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    JsonNode answer = new LiveApi(port).json(what.isEmpty() ? path : path + "/" + what);
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
        new LiveApi(port)
            .get("/api/processes/" + pid(CAPTURES.resolve(capture)) + "/maps?format=text")
            .body();
    assertThat(maps).isEqualTo(Files.readAllBytes(CAPTURES.resolve(capture).resolve("maps")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "ndjson", "table"})
  void everyFormatShowsOddNamesHarmlessly(String format) {
    byte[] listing =
        new LiveApi(port)
            .get("/api/processes/" + pid(CAPTURES.resolve("odd-names")) + "/maps?format=" + format)
            .body();
    String text = new String(listing, StandardCharsets.UTF_8);
    assertThat(text).contains("deleted").doesNotContain("\t", "\u001b");
  }

  @Test
  void aFolderOfCapturesTellsNothingOfAMachine() {
    JsonNode system = new LiveApi(port).json("/api/system");
    assertThat(system.has("addressSpace")).isFalse();
    assertThat(system.has("pageBytes")).isFalse();
    assertThat(system.path("memory")).isEmpty();
    assertThat(system.at("/hugePages/pools")).isEmpty();
    assertThat(system.path("unavailable").valueStream())
        .anyMatch(absent -> absent.toString().contains("hugePages.transparent"))
        .allMatch(absent -> !absent.path("remedy").asString().isBlank());
  }

  @Test
  void threadsOfACaptureAreThoseThatItHas() {
    LiveApi api = new LiveApi(port);
    JsonNode none = api.json("/api/processes/" + pid(CAPTURES.resolve("jvm")) + "/threads");
    assertThat(none.path("threads")).isEmpty();
    assertThat(none.path("total").asInt()).isPositive();
    assertThat(none.path("unavailable").toString()).contains("\"gone\"", "no folder task");
    JsonNode one =
        api.json("/api/processes/" + pid(CAPTURES.resolve("thread-zombie-leader")) + "/threads");
    assertThat(one.path("threads").findValuesAsString("tid")).containsExactly("16082");
    assertThat(one.path("explanation").asString()).contains("first thread has ended");
  }
}
