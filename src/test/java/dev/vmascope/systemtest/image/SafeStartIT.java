package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.Sha256;
import dev.vmascope.systemtest.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service refuses to start where it would let strangers in.
class SafeStartIT {
  @Test
  void refusesToListenBeyondLoopbackWithoutTokens() {
    assertThatThrownBy(() -> RunningService.start("--server.address=0.0.0.0").close())
        .rootCause()
        .hasMessageContaining("without authentication: anyone")
        .hasMessageContaining("vmascope.security.mode=token");
  }

  @Test
  void refusesToShowMetricsToTheNetworkWithoutTokens() {
    assertThatThrownBy(() -> RunningService.start("--management.server.port=0").close())
        .rootCause()
        .hasMessageContaining("without authentication: anyone")
        .hasMessageContaining("management.server.address");
  }

  /// Which beans there are is decided at the build, unless a property may decide otherwise.
  @Test
  void hasTheActuatorsWhereTheyAreConfigured() {
    try (RunningService service = RunningService.start()) {
      assertThat(service.log()).anyMatch(line -> line.contains("Starting AOT-processed Vmascope"));
      assertThat(service.get("/actuator/prometheus").statusCode()).isEqualTo(200);
    }
    try (RunningService service =
        RunningService.start(
            "--management.server.port=0", "--management.server.address=127.0.0.1")) {
      assertThat(service.log())
          .anyMatch(line -> line.contains("The start takes longer, since management.server."))
          .noneMatch(line -> line.contains("AOT-processed"));
      assertThat(service.get("/actuator/prometheus").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void makesATokenWhereNoneIsGiven(@TempDir Path data) throws Exception {
    String[] arguments = {
      "--server.address=0.0.0.0", "--vmascope.security.mode=token", "--vmascope.data-dir=" + data
    };
    String token;
    try (RunningService service = RunningService.start(arguments)) {
      token = Files.readString(data.resolve("token")).strip();
      assertThat(service.get("/api").statusCode()).isEqualTo(401);
      assertThat(service.get("/api", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
      assertThat(service.log())
          .anyMatch(line -> line.contains("it is in " + data.resolve("token")))
          .noneMatch(line -> line.contains(token));
    }
    assertThat(Files.readString(data.resolve("tokens"))).doesNotContain(token);
    try (RunningService service = RunningService.start(arguments)) {
      assertThat(service.log()).noneMatch(line -> line.contains("was generated"));
      assertThat(service.get("/api", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void takesNoTokensThatStrangersMayWrite(@TempDir Path data) throws Exception {
    Path tokens =
        Files.writeString(data.resolve("tokens"), "ada:" + Sha256.hex("a") + ":maps:read\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() ->
            RunningService.start("--vmascope.security.mode=token", "--vmascope.data-dir=" + data)
                .close())
        .rootCause()
        .hasMessageContaining("Others than its owner may write " + tokens)
        .hasMessageContaining("chmod go-w");
  }

  @Test
  void refusesToAnswerToAnyNameWithoutTokens() {
    assertThatThrownBy(() -> RunningService.start("--vmascope.security.allowed-hosts=*").close())
        .rootCause()
        .hasMessageContaining("answer to any host name")
        .hasMessageContaining("vmascope.security.allowed-hosts");
  }

  @Test
  void refusesPropertiesThatNothingReads() {
    assertThatThrownBy(() -> RunningService.start("--vmascope.sampling.intervall=30s").close())
        .rootCause()
        .hasMessageContaining(
            "vmascope.sampling.intervall: did you mean vmascope.sampling.interval?")
        .hasMessageContaining("docs/configuration.md")
        .hasMessageNotContaining("\tat ");
  }

  @Test
  void takesPathsRelativeToItsFolder(@TempDir Path folder) throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Path tokens =
        Files.writeString(folder.resolve("tokens"), "ada:" + Sha256.hex("a") + ":processes:read\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    try (RunningService service =
        RunningService.start(
            "--vmascope.security.mode=token",
            "--vmascope.security.token-file=" + here.relativize(tokens),
            "--vmascope.data-dir=" + here.relativize(folder.resolve("data")))) {
      assertThat(here.relativize(tokens).toString()).startsWith("..");
      assertThat(service.get("/api", "Authorization", "Bearer a").statusCode()).isEqualTo(200);
      assertThat(folder.resolve("data")).isDirectory();
    }
  }

  @Test
  void listensOnLoopbackByDefault() {
    try (RunningService service = RunningService.start()) {
      assertThat(service.uri("/").getHost()).isEqualTo("127.0.0.1");
    }
  }
}
