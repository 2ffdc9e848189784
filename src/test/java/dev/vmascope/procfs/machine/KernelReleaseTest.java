package dev.vmascope.procfs.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The version of a kernel.
class KernelReleaseTest {
  @ParameterizedTest
  @CsvSource({
    "6.18.44-amd64, 6, 18",
    "6.17.0-rc1+, 6, 17",
    "5.15.167.4-microsoft-standard-WSL2, 5, 15",
    "4.18.0-553.el8_10.x86_64, 4, 18",
    "6.1, 6, 1",
    "10.0.1, 10, 0"
  })
  void isParsedAndKept(String text, int major, int minor) {
    assertThat(KernelRelease.parse(text)).contains(new KernelRelease(major, minor, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "6", "6.", ".6", "v6.1", "-6.1", "12345.1"})
  void isAbsentWhereTheTextIsNone(String text) {
    assertThat(KernelRelease.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "6.17.0, 6, 17, true",
    "6.18.0, 6, 17, true",
    "7.0.0, 6, 17, true",
    "6.16.9, 6, 17, false",
    "6.9.0, 6, 17, false",
    "5.18.0, 6, 17, false",
    "6.17.0, 6, 2, true"
  })
  void comparesNumbersNotText(String text, int major, int minor, boolean atLeast) {
    assertThat(KernelRelease.parse(text).orElseThrow().atLeast(major, minor)).isEqualTo(atLeast);
  }
}
