package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who sees the command line of a real process, where names of options are all that is shown.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.command-line=names")
class CommandLineScopeTest {
  @TempDir static Path folder = Path.of("");

  @LocalServerPort int port;
  private final Process process = start();

  private static Process start() {
    try {
      Process cat =
          new ProcessBuilder(
                  "sh", "-c", "echo; read end", "--", "--password=hunter2", "-phunter3", "hunter4")
              .start();
      assertThat(cat.getInputStream().read()).isEqualTo('\n');
      return cat;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties) throws IOException {
    TokenMode.with(
        properties,
        folder,
        Map.of(
            "without",
            List.of("processes:read"),
            "with",
            List.of("processes:read", "processes:command-lines")));
  }

  @AfterEach
  void endProcess() {
    process.destroyForcibly();
  }

  private JsonNode get(String token) {
    HttpResponse<String> response =
        new ServiceClient(port).getWith(token, "/api/processes/" + process.pid());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).doesNotContain("hunter");
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void showsNamesToWhoeverHasTheScope() throws Exception {
    JsonNode answer = get("with");
    assertThat(answer.path("commandLine").valueStream().map(JsonNode::asString).toList())
        .containsExactly("sh", "-c");
    assertThat(answer.path("unavailable").toString()).doesNotContain("commandLine");
  }

  @Test
  void saysThatTheScopeIsMissing() throws Exception {
    JsonNode answer = get("without");
    assertThat(answer.has("commandLine")).isFalse();
    assertThat(answer.path("unavailable").valueStream().toList())
        .anySatisfy(absent -> {
          assertThat(absent.path("field").asString()).isEqualTo("commandLine");
          assertThat(absent.path("reason").asString()).isEqualTo("forbidden");
          assertThat(absent.path("remedy").asString()).contains("processes:command-lines");
        });
  }
}
