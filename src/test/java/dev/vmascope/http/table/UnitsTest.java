package dev.vmascope.http.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers for people.
class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "135168, 132.0 KiB",
    "1048524, 1023.9 KiB",
    "1048525, 1.0 MiB",
    "1048576, 1.0 MiB",
    "1610612736, 1.5 GiB",
    "140737488355328, 128.0 TiB",
    "9223372036854775807, 8.0 EiB",
    "-4096, -4.0 KiB"
  })
  void ofSizesHaveABinaryUnitAndOneDecimal(long bytes, String expected) {
    assertThat(Units.bytes(bytes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "224395264, +214.0 MiB", "-4096, -4.0 KiB", "1, +1 B"})
  void ofAChangeShowItsSign(long bytes, String expected) {
    assertThat(Units.change(bytes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B/s", "0.24, +0.2 B/s", "1008640, +985.0 KiB/s", "-1048576, -1.0 MiB/s"})
  void ofAGrowthAreSizesPerSecond(double perSecond, String expected) {
    assertThat(Units.byteRate(perSecond)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0/s", "0.05, +0.05/s", "-2, -2/s", "12344, +12340/s"})
  void ofCountsPerSecondHaveFourDigits(double perSecond, String expected) {
    assertThat(Units.rate(perSecond)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 %",
    "0.0003, < 0.1 %",
    "0.004, 0.4 %",
    "0.5, 50.0 %",
    "1, 100.0 %",
    "35, 3500.0 %"
  })
  void ofSharesAreInPercent(double share, String expected) {
    assertThat(Units.share(share)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 µs",
    "0.000397, 397 µs",
    "0.0177, 17.7 ms",
    "0.99996, 1.0 s",
    "1, 1.0 s",
    "59.94, 59.9 s",
    "59.96, 1 min",
    "90, 1 min 30 s",
    "900, 15 min",
    "3600, 1 h",
    "19230, 5 h 20 min",
    "504000, 5 d 20 h",
    "31536000, 1 y",
    "1e9, 31 y 259 d",
    "-0.5, -0.5 s"
  })
  void ofTimesHaveTheirTwoLargestUnits(double seconds, String expected) {
    assertThat(Units.time(seconds)).isEqualTo(expected);
  }

  @Test
  void ofSizesHaveAtMostFourDigitsBeforeTheDecimal() {
    for (long bytes = 1; bytes > 0; bytes = bytes + bytes / 7 + 1) {
      assertThat(Units.bytes(bytes)).matches("\\d{1,4} B|\\d{1,4}\\.\\d [KMGTPE]iB");
    }
  }
}
