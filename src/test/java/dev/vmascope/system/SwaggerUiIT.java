package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
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
        Files.writeString(folder.resolve("tokens"), "ops:" + sha256("right") + ":processes:read\n");
    try (RunningService service =
            RunningService.start(
                "--vmascope.security.mode=token", "--vmascope.security.token-file=" + tokens);
        TypingProxy person = new TypingProxy(service, "right")) {
      String dom = Chromium.open(person.uri("/swagger-ui/index.html").toString()).dom();
      assertThat(person.typed()).isEqualTo(1);
      assertThat(dom).contains("data-path=\"/api/processes/{pid}/maps\"").doesNotContain("<dialog");
    }
  }

  private static String sha256(String token) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
  }
}
