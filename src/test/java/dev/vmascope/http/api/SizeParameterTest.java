package dev.vmascope.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.http.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sizes in parameters, as people write them.
class SizeParameterTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "4096B, 4096",
    "1k, 1024",
    "1K, 1024",
    "4KiB, 4096",
    "1MiB, 1048576",
    "1mb, 1048576",
    "2G, 2147483648",
    "40TiB, 43980465111040",
    "999999999999999999, 999999999999999999"
  })
  void areInBytesOrInAUnit(String text, long bytes) {
    assertThat(Parameters.bytes("minBytes", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1.5M",
        "M",
        "1 M",
        "1Mi",
        "1MM",
        "8388608T",
        "1e6",
        "９",
        "1000000000000000000"
      })
  void areNothingElse(String text) {
    assertThatThrownBy(() -> Parameters.bytes("minBytes", text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().detail()).startsWith("minBytes: expected a size"));
  }
}
