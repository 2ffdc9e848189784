package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Swagger UI in a real browser that can reach nothing but the service. A missing `chromium` fails
/// the test: `bin/verify` installs it.
class SwaggerUiIT {
  @Test
  void showsEveryOperationWithoutTheInternet() throws Exception {
    try (RunningService service = RunningService.start()) {
      String page = rendered(service.uri("/swagger-ui.html").toString());
      service
          .json("/v3/api-docs")
          .path("paths")
          .propertyNames()
          .forEach(path -> assertThat(page).contains("data-path=\"" + path + "\""));
      assertThat(page).contains("data-path=\"/api/processes/{pid}/maps\"");
    }
  }

  private static String rendered(String url) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("vmascope-browser");
    Process chromium =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=20000",
                "--enable-logging=stderr",
                "--dump-dom",
                url)
            .redirectError(profile.resolve("stderr").toFile())
            .start();
    String dom = new String(chromium.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(chromium.waitFor()).isZero();
    assertThat(Files.readString(profile.resolve("stderr")))
        .doesNotContain("Content Security Policy", "Refused to", "net::ERR");
    return dom;
  }
}
