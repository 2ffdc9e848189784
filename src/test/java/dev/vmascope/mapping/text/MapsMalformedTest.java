package dev.vmascope.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import dev.vmascope.mapping.proc.MapsParser;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that are not lines of maps: where, what was expected, what is there.
class MapsMalformedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          x0400000-00401000 r-xp 00000000 fe:00 42 /a         |  1 | a start address
          A0400000-A0401000 r-xp 00000000 fe:00 42 /a         |  1 | a start address
          00000000000400000-00401000 r-xp 0000 fe:00 42       |  1 | a start address
          0400000-00401000 r-xp 00000000 fe:00 42             |  8 | a start address of at least 8 digits before this
          000400000-00401000 r-xp 00000000 fe:00 42           | 10 | a start address of at least 8 digits before this
          00400000                                            |  9 | '-' between the addresses
          00400000 00401000 r-xp 00000000 fe:00 42            |  9 | '-' between the addresses
          00400000-                                           | 10 | an end address
          00400000-1000 r-xp 00000000 fe:00 42                | 14 | an end address of at least 8 digits before this
          0000000000400000-00401000 r-xp 00000000 fe:00 42    | 26 | an end address of at least 16 digits before this
          00400000-00400000 r-xp 00000000 fe:00 42            | 18 | a range that is not empty, and smaller than 2^63, before this
          00401000-00400000 r-xp 00000000 fe:00 42            | 18 | a range that is not empty, and smaller than 2^63, before this
          ffffffffff600000-00401000 r-xp 00000000 fe:00 42    | 26 | a range that is not empty, and smaller than 2^63, before this
          00400000-00401000                                   | 18 | a blank
          00400000-00401000\tr-xp 00000000 fe:00 42           | 18 | a blank
          00400000-00401000 R-xp 00000000 fe:00 42            | 19 | 'r' or '-'
          00400000-00401000 r+xp 00000000 fe:00 42            | 20 | 'w' or '-'
          00400000-00401000 rwsp 00000000 fe:00 42            | 21 | 'x' or '-'
          00400000-00401000 rwx- 00000000 fe:00 42            | 22 | 's' or 'p'
          00400000-00401000 rwx                               | 22 | 's' or 'p'
          00400000-00401000 rwxp00000000 fe:00 42             | 23 | a blank
          00400000-00401000 rwxp  00000000 fe:00 42           | 24 | an offset
          00400000-00401000 rwxp 0 fe:00 42                   | 25 | an offset of at least 8 digits before this
          00400000-00401000 rwxp 00000000                     | 32 | a blank
          00400000-00401000 rwxp 00000000 f:00 42             | 34 | a major device number of at least 2 digits before this
          00400000-00401000 rwxp 00000000 0fe:00 42           | 36 | a major device number of at least 2 digits before this
          00400000-00401000 rwxp 00000000 100000000:00 42     | 42 | a major device number of 32 bit before this
          00400000-00401000 rwxp 00000000 fe,00 42            | 35 | ':' between the device numbers
          00400000-00401000 rwxp 00000000 fe:x 42             | 36 | a minor device number
          00400000-00401000 rwxp 00000000 fe:0 42             | 37 | a minor device number of at least 2 digits before this
          00400000-00401000 rwxp 00000000 fe:fffffffff 42     | 45 | a minor device number of 32 bit before this
          00400000-00401000 rwxp 00000000 fe:00               | 38 | a blank
          00400000-00401000 rwxp 00000000 fe:00 -1            | 39 | an inode number
          00400000-00401000 rwxp 00000000 fe:00 007           | 39 | an inode number
          00400000-00401000 rwxp 00000000 fe:00 18446744073709551616 | 39 | an inode number
          00400000-00401000 rwxp 00000000 fe:00 28446744073709551610 | 39 | an inode number
          00400000-00401000 rwxp 00000000 fe:00 7/a           | 40 | a blank before the name
          Size:                  4 kB                         |  1 | a start address
          """)
  void saysWhatIsWrongWhere(String line, int column, String expected) {
    String rest = line.substring(column - 1);
    String got = rest.isEmpty() ? "the end of the line" : "'" + rest + "'";

    MalformedException complaint = complaint(line + "\n");

    assertThat(complaint)
        .hasMessage("maps:1:%d: expected %s, got %s", column, expected, got.replace("\t", "\\x09"));
    assertThat(complaint.line()).isEqualTo(1);
    assertThat(complaint.column()).isEqualTo(column);
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.proc.Captures#WITH_MEMORY")
  void refusesAMissingFinalNewline(String process) {
    String listing = Listings.text(Captures.bytes(process + "/maps"));
    int lines = Math.toIntExact(listing.lines().count());
    int columns = listing.lines().toList().getLast().length();

    assertThat(complaint(listing.stripTrailing()))
        .hasMessage(
            "maps:%d:%d: expected a newline at the end of the last line, got the end of the line",
            lines, columns + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00400000-00401001", "00300000-00401000", "003ff000-00400000"})
  void refusesAddressesThatGoBackwards(String range) {
    String first = "00400000-00401001 r-xp 00000000 fe:00 42 /a\n";

    assertThat(complaint(first + range + " r-xp 00000000 fe:00 42 /a\n"))
        .hasMessage(
            "maps:2:18: expected a range that ends above the last one,"
                + " got ' r-xp 00000000 fe:00 42 /a'");
  }

  @Test
  void refusesAnythingBelowTheGateAfterIt() {
    String gate = "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]\n";

    assertThat(complaint(gate + "00400000-00401000 r-xp 00000000 fe:00 42 /a\n").line())
        .isEqualTo(2);
  }

  @Test
  void refusesAnEmptyLine() {
    assertThat(complaint("\n"))
        .hasMessage("maps:1:1: expected a start address, got the end of the line");
  }

  @Test
  void quotesWhatItGotCutAndEscaped() {
    assertThat(complaint("\u001b[2J'\\" + "\u00ff".repeat(60) + "\n"))
        .hasMessage(
            "maps:1:1: expected a start address, got '\\x1b[2J\\x27\\x5c%s…'", "\\xff".repeat(42));
  }

  @Test
  void namesTheSource() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> MapsParser.parse(Listings.bytes("x\n"), "/proc/42/maps"))
        .withMessage("/proc/42/maps:1:1: expected a start address, got 'x'");
  }

  private static MalformedException complaint(String listing) {
    return Objects.requireNonNull(
        catchThrowableOfType(MalformedException.class, () -> Listings.lines(listing)));
  }
}
