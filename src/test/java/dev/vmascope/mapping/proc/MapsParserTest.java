package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of maps, of new and of old kernels.
class MapsParserTest {
  @Test
  void readsEveryFieldOfALine() {
    Mapping mapping = Captures.mappings("source-text/maps").get(5);

    assertThat(mapping)
        .isEqualTo(
            new Mapping(
                new AddressRange(0x40014000, 0x40015000),
                new Permissions(true, true, false, true),
                0,
                new Device(3, 3),
                65707,
                new RawText("/home/humble/test.txt")));
  }

  @Test
  void keepsNamesAsTheyArePrinted() {
    List<String> names =
        Captures.mappings("odd-names/maps").stream().map(m -> m.name().latin1()).toList();

    assertThat(names)
        .contains(
            "/tmp/odd/d/two  blanks",
            "/tmp/odd/d/a\ttab",
            "/tmp/odd/d/a\\012newline",
            "/tmp/odd/d/trailing blanks  ",
            "/tmp/odd/d/back\\slash",
            "/tmp/odd/d/\u00ff\u00fe-not-utf8",
            "/tmp/odd/d/really so named (deleted)",
            "/tmp/odd/d/[heap]",
            "/memfd:a  memfd\\012[heap]\u00ff (deleted)");
  }

  @Test
  void readsTheGateAbove2To63() {
    Mapping gate = Captures.mappings("jvm/maps").getLast();

    assertThat(gate.range().start()).isEqualTo(0xffff_ffff_ff60_0000L);
    assertThat(gate.sizeBytes()).isEqualTo(4096);
    assertThat(gate.permissions()).hasToString("--xp");
    assertThat(gate.isGate()).isTrue();
  }

  @Test
  void readsTheLargestNumbers() {
    Mapping mapping =
        Listings.mapping(
            "7fae8fe7e000-7fae8fe7f000 rw-s ffffffffffffe000 ffffffff:fffff 18446744073709551615 "
                + "/dev/x");

    assertThat(mapping.offset()).isEqualTo(-8192);
    assertThat(mapping.device()).isEqualTo(new Device(-1, 0xfffff)).hasToString("ffffffff:fffff");
    assertThat(mapping.inode()).isEqualTo(-1);
  }

  /// Constructed, as `show_map_vma` of a 32-bit kernel pads: names at column 49.
  private static final String KERNEL_OF_32_BIT =
      """
      08048000-08049000 r-xp 00000000 03:03 65519      /home/humble/new
      0804a000-0804b000 rwxp 00000000 00:00 0\s
      bfffd000-c0000000 rwxp ffffe000 00:00 0          [stack]
      """;

  /// Constructed, as 64-bit kernels before 2.6 print: sixteen digits.
  private static final String KERNEL_BEFORE_2_6 =
      """
      0000000120000000-0000000120006000 r-xp 0000000000000000 08:02 16130      /bin/cat
      0000020000000000-0000020000028000 rwxp 0000000000000000 00:00 0
      60000fff80000000-60000fff80004000 rw-p 0000000000000000 00:00 0
      """;

  /// Constructed: one blank before names whose column the line has passed.
  private static final String LONG_LINES =
      """
      7fae8fe7e000-7fae8fe7f000 rw-s 7fae8fe7e000 fe:fffff 18446744073709551615 /a
      7fae8fe7f000-7fae8fe80000 rw-s 7fae8fe7e000 fe:fffff 1844674407370955161 /a
      """;

  /// As `smaps_rollup` begins.
  private static final String ROLLUP =
      "00400000-7fff00cb0000 ---p 00000000 00:00 0                              [rollup]\n";

  @ParameterizedTest
  @ValueSource(strings = {KERNEL_OF_32_BIT, KERNEL_BEFORE_2_6, LONG_LINES, ROLLUP})
  void printsBackOtherLayouts(String listing) {
    assertThat(Listings.reprinted(Listings.bytes(listing))).isEqualTo(listing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "   ", "                                              "})
  void takesBlanksAloneForNoName(String blanks) {
    String line = "00400000-00401000 rw-p 00000000 00:00 0" + blanks + "\n";

    assertThat(Listings.lines(line).getFirst().mapping().name()).isEqualTo(new RawText(""));
    assertThat(Listings.reprinted(Listings.bytes(line))).isEqualTo(line);
  }

  /// A name may end with CR, but none begins with it: the line of memory without a name tells.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00400000-00401000 rw-p 00000000 00:00 0",
        "00400000-00401000 rw-p 00000000 00:00 0 "
      })
  void saysThatAToolHasChangedTheEndsOfLines(String line) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Listings.lines(line + "\r\n"))
        .withMessageContaining("without CR: convert the file with dos2unix, got '\\x0d'");
    String named = "00400000-00401000 rw-p 00000000 fe:00 7                          /a\r\n";
    assertThat(Listings.lines(named).getFirst().mapping().name()).isEqualTo(new RawText("/a\r"));
  }

  @Test
  void readsLinesLongerThanItsBuffer() {
    String name = "/" + "n".repeat(200_000);
    String line = "00400000-00401000 rw-p 00000000 fe:00 7 ";
    String next = "00401000-00402000 rw-p 00000000 fe:00 8 /short\n";
    String listing = line + name + "\n" + next;

    assertThat(Listings.lines(listing).getFirst().mapping().name().latin1()).isEqualTo(name);
    assertThat(Listings.reprinted(Listings.bytes(listing))).isEqualTo(listing);
  }

  @Test
  void givesUpOnALineOfAMegabyte() {
    String line = "00400000-00401000 rw-p 00000000 fe:00 7 /" + "n".repeat(1 << 20) + "\n";

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Listings.lines(line))
        .withMessageStartingWith("maps:1:1: expected a line of at most 1048576 bytes, got '0040");
  }

  @Test
  void readsBytesThatComeOneByOne() throws IOException {
    byte[] listing = Captures.bytes("odd-names/maps");
    MapsParser parser = new MapsParser(new Drip(listing), "maps");
    StringBuilder printed = new StringBuilder();
    for (MapsLine line = parser.next(); line != null; line = parser.next()) {
      printed.append(line.print());
    }

    assertThat(printed).hasToString(Listings.text(listing));
  }

  @Test
  void hasNoLineAfterTheLast() throws IOException {
    MapsParser parser =
        new MapsParser(new ByteArrayInputStream(Captures.bytes("source-text/maps")), "maps");
    for (int line = 0; line < 10; line++) {
      assertThat(parser.next()).isNotNull();
    }

    assertThat(parser.next()).isNull();
    assertThat(parser.next()).isNull();
  }

  @Test
  void handsOnWhatReadingThrows() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("No such process");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new MapsParser(broken, "maps").next())
        .withMessage("No such process")
        .isNotInstanceOf(UncheckedIOException.class);
  }

  /// Gives one byte per read.
  private static final class Drip extends ByteArrayInputStream {
    Drip(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 1));
    }
  }
}
