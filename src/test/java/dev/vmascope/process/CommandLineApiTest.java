package dev.vmascope.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.api.HostileFolder;
import dev.vmascope.api.LiveApi;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// Command lines, switched on.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.command-line=true")
class CommandLineApiTest {
  private static final List<RawText> NAMES = HostileNames.ofProcesses();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void aHostileFolder(DynamicPropertyRegistry properties) throws IOException {
    String root = HostileFolder.create().toString();
    properties.add("vmascope.procfs.root", () -> root);
  }

  @Test
  void areShownWithoutSecretsAndHarmlessly() {
    LiveApi api = new LiveApi(port);
    for (int i = 0; i < NAMES.size(); i++) {
      String path = "/api/processes/" + (HostileFolder.FIRST_NAMED + i);
      JsonNode answer = api.json(path);
      List<String> shown =
          answer.path("commandLine").valueStream().map(JsonNode::asString).toList();
      assertThat(shown).hasSize(3).endsWith("--password=***", "end");
      String name = NAMES.get(i).text();
      assertThat(shown.getFirst())
          .satisfiesAnyOf(
              first -> assertThat(first).isEqualTo(name),
              first -> assertThat(first).contains("***"));
      assertThat(answer.path("unavailable").toString()).doesNotContain("commandLine");
      if (i % 10 == 0) {
        assertThat(api.utf8(path + "?format=table").split("\n"))
            .noneMatch(line -> line.matches("(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*"));
      }
    }
  }
}
