package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service refuses to start where it would let strangers in.
class SafeStartIT {
  @Test
  void refusesToListenBeyondLoopbackWithoutTokens() {
    assertThatThrownBy(() -> RunningService.start("--server.address=0.0.0.0").close())
        .rootCause()
        .hasMessageContaining("without asking who is there")
        .hasMessageContaining("vmascope.security.mode=token");
  }

  @Test
  void refusesToShowMetricsToTheNetworkWithoutTokens() {
    assertThatThrownBy(() -> RunningService.start("--management.server.port=0").close())
        .rootCause()
        .hasMessageContaining("without asking who is there")
        .hasMessageContaining("management.server.address");
  }

  @Test
  void makesATokenWhereNoneIsGiven(@TempDir Path data) throws Exception {
    String[] arguments = {
      "--server.address=0.0.0.0", "--vmascope.security.mode=token", "--vmascope.data-dir=" + data
    };
    String token;
    try (RunningService service = RunningService.start(arguments)) {
      token = made(service).orElseThrow();
      assertThat(service.get("/api").statusCode()).isEqualTo(401);
      assertThat(service.get("/api", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
    }
    assertThat(Files.readString(data.resolve("tokens"))).doesNotContain(token);
    try (RunningService service = RunningService.start(arguments)) {
      assertThat(made(service)).isEmpty();
      assertThat(service.get("/api", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
    }
  }

  private static Optional<String> made(RunningService service) {
    return service.log().stream()
        .filter(line -> line.contains("shown this once: "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst();
  }

  @Test
  void listensOnLoopbackByDefault() {
    try (RunningService service = RunningService.start()) {
      assertThat(service.uri("/").getHost()).isEqualTo("127.0.0.1");
    }
  }
}
