package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The `statm` of processes of all sorts.
class ProcessStatmTest {
  @Test
  void countsInPages() {
    byte[] jvm = Captures.bytes("jvm/statm");

    assertThat(ProcessStatm.parse(jvm, 4096, "statm"))
        .isEqualTo(new ProcessStatm(663856L * 4096, 9909L * 4096, 5928L * 4096));
    assertThat(ProcessStatm.parse(jvm, 65536, "statm").residentBytes()).isEqualTo(9909L * 65536);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel-thread", "zombie", "thread-zombie-leader"})
  void isZeroWithoutMemory(String process) {
    assertThat(ProcessStatm.parse(Captures.bytes(process + "/statm"), 4096, "statm"))
        .isEqualTo(new ProcessStatm(0, 0, 0));
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.Captures#WITH_MEMORY")
  void agreesWithStatus(String process) {
    ProcessStatm statm = ProcessStatm.parse(Captures.bytes(process + "/statm"), 4096, "statm");
    MemorySizes sizes = ProcessStatus.parse(Captures.bytes(process + "/status"), "status").sizes();

    assertThat(sizes.bytes(Size.VIRTUAL)).hasValue(statm.virtualBytes());
    assertThat(sizes.bytes(Size.RESIDENT)).hasValue(statm.residentBytes());
    assertThat(sizes.bytes(Size.ANONYMOUS))
        .hasValue(statm.residentBytes() - statm.fileAndSharedBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          x 2 3 0 0 0 0 |  1 | a number of pages
          -1 2 3 0 0    |  1 | a number of pages
          1             |  2 | a blank between numbers
          1 2 3         |  6 | a blank between numbers
          1  2 3 0 0    |  3 | a number of pages
          2251799813685248 2 3 0 0     | 18 | a size below 2^63 bytes before this
          18446744073709551615 2 3 0 0 | 22 | a size below 2^63 bytes before this
          """)
  void saysWhatIsWrongWhere(String line, int column, String expected) {
    String rest = line.substring(column - 1);

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ProcessStatm.parse(Listings.bytes(line + "\n"), 4096, "statm"))
        .withMessage(
            "statm:1:%d: expected %s, got %s",
            column, expected, rest.isEmpty() ? "the end of the line" : "'" + rest + "'");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ProcessStatm.parse(new byte[0], 4096, "statm"))
        .withMessage("statm:1:1: expected seven numbers of pages, got the end of the line");
  }

  @Test
  void readsTheLargestSize() {
    ProcessStatm statm =
        ProcessStatm.parse(Listings.bytes("2251799813685247 0 0 0 0 0 0\n"), 4096, "statm");

    assertThat(statm.virtualBytes()).isEqualTo(Long.MAX_VALUE - 4095);
  }
}
