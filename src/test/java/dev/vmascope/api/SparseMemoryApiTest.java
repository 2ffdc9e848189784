package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.elf.loaded.LoadingProgram;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A process with as many addresses as the shadow memory of a sanitizer takes, and few pages here
/// and there: next to nothing is in memory, and its page tables are long to walk.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.scan.max-read=10ms", "vmascope.scan.cache=0s"})
class SparseMemoryApiTest {
  private static final long BYTES = 40L << 40;
  private static final int PAGES = 2560;

  @LocalServerPort private int port;
  @TempDir private Path folder = Path.of("");
  private LiveApi api = new LiveApi(0);
  private String path = "";
  private Process program = ProcessFixture.NONE;

  @BeforeEach
  void startTheProgram() throws IOException {
    api = new LiveApi(port);
    String larger = folder.resolve("larger").toString();
    LoadingProgram.run("gcc", "-o", larger, "src/test/programs/larger/larger.c");
    program =
        new ProcessBuilder(larger, Long.toString(BYTES), Integer.toString(PAGES))
            .redirectErrorStream(true)
            .start();
    assertThat(program.inputReader().readLine()).isEqualTo("READY");
    path = "/api/processes/" + program.pid();
  }

  @AfterEach
  void endTheProgram() throws InterruptedException {
    program.destroyForcibly().waitFor();
  }

  @Test
  void isListedLikeAnyOther() {
    JsonNode mappings = api.json(path + "/maps?minBytes=" + BYTES).path("mappings");
    assertThat(mappings).hasSize(1);
    JsonNode mapping = mappings.path(0);
    assertThat(mapping.path("sizeBytes").asLong()).isEqualTo(BYTES);
    JsonNode summary = api.json(path + "/summary");
    assertThat(summary.path("virtualBytes").asLong()).isGreaterThan(BYTES);
    assertThat(summary.path("residentBytes").asLong())
        .isBetween(PAGES * 4096L, PAGES * 4096L + (16 << 20));
    long middle = Long.decode(mapping.path("start").asString()) + BYTES / 2;
    JsonNode at = api.json(path + "/maps/0x" + Long.toHexString(middle));
    assertThat(at.path("mapping")).isEqualTo(mapping);
    assertThat(at.path("offsetInMappingBytes").asLong()).isEqualTo(BYTES / 2);
  }

  /// What the first walk has cost is what the next one is expected to.
  @Test
  void itsPagesAreWalkedUntilThatIsKnownToBeTooMuch() {
    JsonNode mapping = api.json(path + "/maps?minBytes=" + BYTES).path("mappings").path(0);
    String pages =
        path
            + "/pages?from="
            + mapping.path("start").asString()
            + "&to="
            + mapping.path("end").asString();
    JsonNode first = api.json(pages);
    assertThat(first.path("count").asInt()).as(first.toString()).isEqualTo(PAGES);
    assertThat(first.path("presentBytes").asLong()).isEqualTo(PAGES * 4096L);

    HttpResponse<byte[]> second = api.get(pages);
    assertThat(second.statusCode()).isEqualTo(429);
    JsonNode problem = JsonMapper.shared().readTree(second.body());
    assertThat(problem.path("type").asString()).endsWith(":scan-too-expensive");
    assertThat(problem.path("estimateMillis").asDouble()).isGreaterThan(10);
    List<String> decisions =
        api.json("/api/scans").path("decisions").findValuesAsString("decision");
    assertThat(decisions).containsExactly("refused", "read");
    assertThat(api.get(pages + "&force=true").statusCode()).isEqualTo(200);
  }
}
