package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who sees the command line of a real process, where names of options are all that is shown.
class CommandLineScopeTest extends TokenModeFixture {
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
    JsonNode answer = get("some");
    assertThat(answer.path("commandLine").valueStream().map(JsonNode::asString).toList())
        .containsExactly("sh", "-c");
    assertThat(answer.path("unavailable").toString()).doesNotContain("commandLine");
  }

  @Test
  void saysThatTheScopeIsMissing() throws Exception {
    JsonNode answer = get("processes:read");
    assertThat(answer.has("commandLine")).isFalse();
    assertThat(answer.path("unavailable").valueStream().toList())
        .anySatisfy(absent -> {
          assertThat(absent.path("field").asString()).isEqualTo("commandLine");
          assertThat(absent.path("reason").asString()).isEqualTo("forbidden");
          assertThat(absent.path("remedy").asString()).contains("processes:command-lines");
        });
  }
}
