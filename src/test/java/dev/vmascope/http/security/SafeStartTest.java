package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

/// Where the service may listen, and who may ask it there.
@ExtendWith(OutputCaptureExtension.class)
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
    ",          TOKEN, false, starts",
    "127.0.0.1, JWT,   false, starts",
    "::1,       JWT,   true,  starts",
    "0.0.0.0,   JWT,   false, starts",
    "0.0.0.0,   JWT,   true,  starts",
    "::,        JWT,   false, starts",
    "192.0.2.1, JWT,   false, starts",
    ",          JWT,   false, starts"
  })
  void listensBeyondLoopbackOnlyWithTokensOrAWord(
      @Nullable String address,
      SecurityProperties.Mode mode,
      boolean allowInsecure,
      String expected)
      throws UnknownHostException {
    Path tokens = mode == SecurityProperties.Mode.TOKEN ? Path.of("tokens") : null;
    SecurityProperties security = new SecurityProperties(mode, tokens, allowInsecure, null, jwt());
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
    "0.0.0.0,   TOKEN, false, starts",
    "0.0.0.0,   JWT,   false, starts"
  })
  void checksThePortOfTheManagementToo(
      @Nullable String address,
      SecurityProperties.Mode mode,
      boolean allowInsecure,
      String expected)
      throws UnknownHostException {
    SecurityProperties security = new SecurityProperties(mode, null, allowInsecure, null, jwt());
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

  @ParameterizedTest
  @CsvSource({
    "*,                         NONE,  false, any host name",
    "localhost|*,               NONE,  false, any host name",
    "*|localhost|vmascope.test, NONE,  false, any host name",
    "*,                         NONE,  true,  starts",
    "*,                         TOKEN, false, starts",
    "*,                         JWT,   false, starts",
    "'',                        NONE,  false, starts",
    "LocalHost|[::1],           NONE,  false, starts",
    "vmascope.test,             NONE,  false, starts",
    "*.example,                 NONE,  true,  no request can name",
    "*.example,                 TOKEN, false, no request can name",
    "**,                        NONE,  false, no request can name",
    "' *',                      NONE,  false, no request can name",
    "localhost:8080,            NONE,  false, no request can name",
    "localhost.,                NONE,  false, no request can name",
    "::1,                       NONE,  false, no request can name",
    "localhost|' ',             NONE,  false, no request can name"
  })
  void answersToAnyHostNameOnlyWithTokensOrAWord(
      String names, SecurityProperties.Mode mode, boolean allowInsecure, String expected)
      throws UnknownHostException {
    Path tokens = mode == SecurityProperties.Mode.TOKEN ? Path.of("tokens") : null;
    List<String> allowed =
        names.isEmpty() ? List.of() : List.of(names.replace("'", "").split("\\|", -1));
    SecurityProperties security =
        new SecurityProperties(mode, tokens, allowInsecure, allowed, jwt());
    Throwable refused =
        catchThrowable(() -> new SafeStart(security, server("127.0.0.1"), null, null));
    if (expected.equals("starts")) {
      assertThat(refused).isNull();
    } else {
      assertThat(refused).isInstanceOf(UnsafeStartException.class).hasMessageContaining(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vmascope.test, NONE,  Requests to vmascope.test need no authentication",
    "*,             NONE,  Requests to any host name need no authentication",
    "LOCALHOST,     NONE,  ",
    "vmascope.test, TOKEN, "
  })
  void saysWhoMayComeByOtherNames(
      String name, SecurityProperties.Mode mode, @Nullable String said, CapturedOutput log)
      throws UnknownHostException {
    SafeStart start =
        new SafeStart(
            new SecurityProperties(mode, Path.of("tokens"), true, List.of(name), jwt()),
            server("127.0.0.1"),
            null,
            null);
    assertThat(start).isNotNull();
    if (said == null) {
      assertThat(log).doesNotContain("need no authentication");
    } else {
      assertThat(log).contains(said);
    }
  }

  /// This process has the rights that it has: as root, or with a capability, it says so.
  @Test
  void saysWhatUsersOfTheMachineGetOfItsRights(CapturedOutput log) throws IOException {
    String rights = String.join(", ", OwnRights.now().beyondUsers());
    SecurityProperties none =
        new SecurityProperties(SecurityProperties.Mode.NONE, null, false, null, jwt());
    assertThat(new SafeStart(none, server("127.0.0.1"), null, null)).isNotNull();
    if (rights.isEmpty()) {
      assertThat(log).doesNotContain("The service has the rights of");
    } else {
      assertThat(log)
          .contains("The service has the rights of " + rights + " and no authentication");
    }
    assertThat(OwnRights.now().user())
        .isEqualTo(
            Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer user
                ? user.longValue()
                : -1L);
    assertThat(new OwnRights(0, List.of("CAP_CHOWN")).beyondUsers()).containsExactly("root");
    assertThat(new OwnRights(1000, List.of("CAP_CHOWN")).beyondUsers()).isEmpty();
    assertThat(new OwnRights(1000, List.of("CAP_PERFMON", "CAP_SYS_PTRACE")).beyondUsers())
        .containsExactly("CAP_SYS_PTRACE", "CAP_PERFMON");
  }

  private static JwtProperties jwt() {
    return new JwtProperties(
        URI.create("https://issuer.example"), List.of("vmascope"), null, null, List.of());
  }

  private static ServerProperties server(@Nullable String address) throws UnknownHostException {
    ServerProperties server = new ServerProperties();
    if (address != null) {
      server.setAddress(InetAddress.getByName(address));
    }
    return server;
  }
}
