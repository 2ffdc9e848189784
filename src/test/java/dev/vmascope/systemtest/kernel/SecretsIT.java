package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Sha256;
import dev.vmascope.systemtest.RunningService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens, good and bad, that must not be in the log, whatever its level for our own code and the
/// security framework.
class SecretsIT {
  private static final String GOOD = "canary-7f3a-good";
  private static final List<String> BAD =
      List.of("canary-7f3a-bad", "canary-7f3a\"x", "canary-7f3a{}");

  @Test
  void noTokenIsLogged(@TempDir Path folder) throws Exception {
    Path tokens =
        Files.writeString(
            folder.resolve("tokens"),
            "ada:" + Sha256.hex(GOOD) + ":processes:read,maps:read,maps:addresses\n");
    try (RunningService service =
        RunningService.start(
            "--vmascope.security.mode=token",
            "--vmascope.security.token-file=" + tokens,
            "--logging.level.dev.vmascope=TRACE",
            "--logging.level.org.springframework.security=TRACE",
            "--logging.level.org.springframework.web=DEBUG")) {
      for (String path :
          List.of("/api/processes", "/api/processes/self/maps", "/actuator/prometheus")) {
        service.get(path, "Authorization", "Bearer " + GOOD);
        for (String bad : BAD) {
          assertThat(service.get(path, "Authorization", "Bearer " + bad).statusCode())
              .isEqualTo(401);
          assertThat(service.get(path, "Authorization", bad).statusCode()).isEqualTo(401);
        }
      }
      assertThat(service.log()).hasSizeGreaterThan(50);
      assertThat(service.log())
          .anyMatch(line -> line.contains("addresses caller=ada from=127.0.0.1"))
          .anyMatch(line ->
              line.contains(
                  "refused caller=ada from=127.0.0.1 GET /actuator/prometheus status=403"))
          .noneMatch(line -> line.contains("canary"))
          .noneMatch(line -> line.contains(URLEncoder.encode(GOOD, StandardCharsets.UTF_8)));
    }
  }
}
