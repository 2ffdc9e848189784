package dev.vmascope.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Problems of which only the status is known.
class StatusProblemsTest {
  @ParameterizedTest
  @CsvSource({
    "400, invalid-request",
    "401, unauthenticated",
    "403, forbidden",
    "404, not-found",
    "405, method-not-allowed",
    "406, not-acceptable",
    "408, request-timeout",
    "413, too-large",
    "414, too-large",
    "415, unsupported-media-type",
    "421, invalid-request",
    "431, too-large",
    "500, internal",
    "501, invalid-request",
    "503, busy",
    "505, invalid-request"
  })
  void haveACode(int status, String code) {
    assertThat(StatusProblems.of(status).code()).hasToString(code);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void stayOnTheSideThatIsAtFault(int status) {
    assertThat(StatusProblems.of(status).code().status() / 100).isEqualTo(status / 100);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void sayWhatHappened(int status) {
    assertThat(StatusProblems.of(status).detail()).endsWith(".").hasSizeGreaterThan(20);
  }

  /// Without those of requests that are of a form which the server does not take: the client chose
  /// it.
  static IntStream failures() {
    return IntStream.range(400, 600).filter(status -> status != 501 && status != 505);
  }
}
