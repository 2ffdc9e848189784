package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
  void refusesTokenModeWithoutATokenFile() {
    assertThatThrownBy(() -> RunningService.start("--vmascope.security.mode=token").close())
        .rootCause()
        .hasMessageContaining("there is no token file");
  }

  @Test
  void listensOnLoopbackByDefault() {
    try (RunningService service = RunningService.start()) {
      assertThat(service.uri("/").getHost()).isEqualTo("127.0.0.1");
    }
  }
}
