package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.mapping.text.MalformedException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
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
        .isEqualTo(of(663856L * 4096, 9909L * 4096, 5928L * 4096));
    assertThat(ProcessStatm.parse(jvm, 65536, "statm").residentBytes()).hasValue(9909L * 65536);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel-thread", "zombie", "thread-zombie-leader"})
  void isZeroWithoutMemory(String process) {
    assertThat(ProcessStatm.parse(Captures.bytes(process + "/statm"), 4096, "statm"))
        .isEqualTo(of(0, 0, 0));
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.proc.Captures#WITH_MEMORY")
  void agreesWithStatus(String process) {
    ProcessStatm statm = ProcessStatm.parse(Captures.bytes(process + "/statm"), 4096, "statm");
    MemorySizes sizes = ProcessStatus.parse(Captures.bytes(process + "/status"), "status").sizes();

    assertThat(sizes.bytes(ProcessSize.VIRTUAL)).isEqualTo(statm.virtualBytes());
    assertThat(sizes.bytes(ProcessSize.RESIDENT)).isEqualTo(statm.residentBytes());
    assertThat(sizes.bytes(ProcessSize.ANONYMOUS)).isEqualTo(statm.anonymousBytes());
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
          2251799813685248 2251799813685248 3 0 0 | 1 | a size below 2^63 bytes
          18446744073709551615 18446744073709551615 3 0 0 | 1 | a size below 2^63 bytes
          """)
  void saysWhatIsWrongWhere(String line, int column, String expected) {
    String rest = line.substring(column - 1);

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ProcessStatm.parse(Listings.bytes(line + "\n"), 4096, "statm"))
        .withMessage(
            "statm:1:%d: expected %s, got %s",
            column, expected, rest.isEmpty() ? "the end of the line" : "'" + rest + "'");
  }

  /// Three counters that ran below zero, one after the other.
  @ParameterizedTest
  @CsvSource({
    "45610 18446744073634245910 18446744073709551615, 45610, , ",
    "45610 9000 18446744073709551615, 45610, 9000, ",
    "18446744073709551610 9000 4000, , 9000, 5000",
    "45610 3000 4000, 45610, 3000, "
  })
  void takesWhatASizeCanBe(
      String numbers, @Nullable Long all, @Nullable Long resident, @Nullable Long anonymous) {
    ProcessStatm statm = ProcessStatm.parse(Listings.bytes(numbers + " 456 0 1 0\n"), 1, "statm");
    assertThat(statm.virtualBytes()).isEqualTo(optional(all));
    assertThat(statm.residentBytes()).isEqualTo(optional(resident));
    assertThat(statm.anonymousBytes()).isEqualTo(optional(anonymous));
    assertThat(statm.malformed().isPresent()).isEqualTo(numbers.contains("184467440"));
    assertThat(statm.times(65536).virtualBytes())
        .isEqualTo(optional(all == null ? null : Long.valueOf(all * 65536)));
  }

  private static OptionalLong optional(@Nullable Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static ProcessStatm of(long virtualBytes, long residentBytes, long fileAndShared) {
    return new ProcessStatm(
        OptionalLong.of(virtualBytes),
        OptionalLong.of(residentBytes),
        OptionalLong.of(fileAndShared),
        Optional.empty());
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

    assertThat(statm.virtualBytes()).hasValue(Long.MAX_VALUE - 4095);
  }
}
