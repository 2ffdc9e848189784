package dev.vmascope.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

/// Where the service may listen, and who may ask it there.
class SafeStartTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, NONE,  false, starts",
    "127.0.0.1, NONE,  true,  starts",
    "127.0.0.1, TOKEN, false, starts",
    "127.0.0.1, TOKEN, true,  starts",
    "127.9.9.9, NONE,  false, starts",
    "::1,       NONE,  false, starts",
    "::1,       TOKEN, false, starts",
    "0.0.0.0,   NONE,  false, refuses",
    "0.0.0.0,   NONE,  true,  starts",
    "0.0.0.0,   TOKEN, false, starts",
    "0.0.0.0,   TOKEN, true,  starts",
    "::,        NONE,  false, refuses",
    "::,        NONE,  true,  starts",
    "::,        TOKEN, false, starts",
    "192.0.2.1, NONE,  false, refuses",
    "192.0.2.1, NONE,  true,  starts",
    "192.0.2.1, TOKEN, false, starts",
    ",          NONE,  false, refuses",
    ",          NONE,  true,  starts",
    ",          TOKEN, false, starts"
  })
  void listensBeyondLoopbackOnlyWithTokensOrAWord(
      @Nullable String address,
      SecurityProperties.Mode mode,
      boolean allowInsecure,
      String expected)
      throws UnknownHostException {
    Path tokens = mode == SecurityProperties.Mode.TOKEN ? Path.of("tokens") : null;
    SecurityProperties security = new SecurityProperties(mode, tokens, allowInsecure, null);
    if (expected.equals("starts")) {
      assertThatNoException()
          .isThrownBy(() -> new SafeStart(security, server(address), null, null));
    } else {
      assertThatExceptionOfType(UnsafeStartException.class)
          .isThrownBy(() -> new SafeStart(security, server(address), null, null))
          .withMessageContaining(
              address == null ? "all addresses" : InetAddress.getByName(address).getHostAddress())
          .satisfies(e -> assertThat(e.remedy()).contains("vmascope.security.allow-insecure"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, NONE,  false, starts",
    "0.0.0.0,   NONE,  false, refuses",
    ",          NONE,  false, refuses",
    "0.0.0.0,   NONE,  true,  starts",
    "0.0.0.0,   TOKEN, false, starts"
  })
  void looksAtThePortOfTheManagementToo(
      @Nullable String address,
      SecurityProperties.Mode mode,
      boolean allowInsecure,
      String expected)
      throws UnknownHostException {
    SecurityProperties security = new SecurityProperties(mode, null, allowInsecure, null);
    InetAddress management = address == null ? null : InetAddress.getByName(address);
    Throwable refused =
        catchThrowable(() -> new SafeStart(security, server("::1"), 9090, management));
    if (expected.equals("starts")) {
      assertThat(refused).isNull();
    } else {
      assertThat(refused).isInstanceOf(UnsafeStartException.class);
    }
  }

  @Test
  void explainsItselfInTwoSentences() {
    UnsafeStartException unsafe = new UnsafeStartException("It is open.", "Close it.");
    assertThat(new UnsafeStartAnalyzer().analyze(new IllegalStateException("no bean", unsafe)))
        .satisfies(analysis -> {
          assertThat(analysis.getDescription()).isEqualTo("It is open.");
          assertThat(analysis.getAction()).isEqualTo("Close it.");
        });
  }

  private static ServerProperties server(@Nullable String address) throws UnknownHostException {
    ServerProperties server = new ServerProperties();
    if (address != null) {
      server.setAddress(InetAddress.getByName(address));
    }
    return server;
  }
}
