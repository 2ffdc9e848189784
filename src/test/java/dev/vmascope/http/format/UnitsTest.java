package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes for people.
class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "135168, 132 KiB",
    "1048575, 1024 KiB",
    "1048576, 1 MiB",
    "1610612736, 1.5 GiB",
    "140737488355328, 128 TiB",
    "9223372036854775807, 8 EiB",
    "-4096, -4 KiB"
  })
  void haveABinaryUnit(long bytes, String expected) {
    assertThat(Units.bytes(bytes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "224395264, +214 MiB", "-4096, -4 KiB", "1, +1 B"})
  void showTheSignOfAChange(long bytes, String expected) {
    assertThat(Units.change(bytes)).isEqualTo(expected);
  }

  @Test
  void haveAtMostFourDigits() {
    for (long bytes = 1; bytes > 0; bytes = bytes + bytes / 7 + 1) {
      assertThat(Units.bytes(bytes)).matches("(\\d{1,4}|\\d{1,3}\\.\\d) ([KMGTPE]i)?B");
    }
  }
}
