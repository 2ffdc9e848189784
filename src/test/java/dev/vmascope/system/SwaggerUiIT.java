package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Swagger UI in a real browser that can reach nothing but the service.
class SwaggerUiIT {
  @Test
  void showsEveryOperationWithoutTheInternet() throws Exception {
    try (RunningService service = RunningService.start()) {
      Chromium.Page page = Chromium.open(service.uri("/swagger-ui.html").toString());
      service
          .json("/v3/api-docs")
          .path("paths")
          .propertyNames()
          .forEach(path -> assertThat(page.dom()).contains("data-path=\"" + path + "\""));
      assertThat(page.dom()).contains("data-path=\"/api/processes/{pid}/maps\"");
      assertThat(page.log()).doesNotContain("Content Security Policy", "net::ERR");
    }
  }

  /// Where a token is wanted, the explorer asks for it, and then shows and tries operations with
  /// it. A page before the service stands for the person: it types.
  @Test
  void asksForATokenWhereOneIsWanted(@TempDir Path folder) throws Exception {
    Path tokens =
        Files.writeString(
            folder.resolve("tokens"), "ops:" + Sha256.hex("right") + ":processes:read\n");
    try (RunningService service =
            RunningService.start(
                "--vmascope.security.mode=token", "--vmascope.security.token-file=" + tokens);
        TypingProxy person = new TypingProxy(service, "right")) {
      String dom = Chromium.open(person.uri("/swagger-ui/index.html").toString()).dom();
      assertThat(person.typed()).isEqualTo(1);
      assertThat(dom).contains("data-path=\"/api/processes/{pid}/maps\"").doesNotContain("<dialog");
    }
  }
}
