package dev.vmascope.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void aDamagedCapture(DynamicPropertyRegistry properties) throws IOException {
    Path root = Files.createTempDirectory("vmascope-damaged");
    String stat = Files.readString(CAPTURE.resolve("stat"));
    String pid = stat.substring(0, stat.indexOf(' '));
    FileSystemUtils.copyRecursively(CAPTURE, root.resolve(pid));
    Path file = root.resolve(pid).resolve("maps");
    String[] lines = Files.readString(file).split("\n", 4);
    maps = lines[0] + "\n" + lines[1] + "\n" + "zz" + lines[2].substring(2) + "\n" + lines[3];
    Files.writeString(file, maps);
    path = "/api/processes/" + pid + "/maps";
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

  @Test
  void otherFormatsGiveAProblem() {
    JsonNode problem = new LiveApi(port).json(path + "?format=csv");
    assertThat(problem.get("status").asInt()).isEqualTo(500);
    assertThat(problem.get("type").asString()).endsWith(":internal");
  }
}
