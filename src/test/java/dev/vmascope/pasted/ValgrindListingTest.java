package dev.vmascope.pasted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The segments that Valgrind shows.
class ValgrindListingTest {
  private static final String HEAD = "--7:1: aspacem <<< SHOW_SEGMENTS: one\n";

  private static List<String> lines(PastedListing listing) {
    return Samples.kernelText(listing)
        .lines()
        .map(line -> line.replaceAll(" {2,}", " ").strip())
        .toList();
  }

  private static List<String> lines(String text) {
    return lines(Samples.read(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void hasTheNamesOfItsOwnTable() {
    assertThat(lines(Samples.read(Samples.bytes("valgrind.txt"))))
        .startsWith("00108000-0010a000 r--p 00000000 fe:00 260958 /usr/bin/true")
        .contains(
            "04001000-04027000 r-xp 00001000 fe:00 338944 /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
            "58001000-580bb000 r-xp 00001000 fe:00 341622 /usr/libexec/valgrind/memcheck-amd64-linux")
        .endsWith("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0");
  }

  @Test
  void leavesOutWhatIsNotMapped() {
    assertThat(
            lines(
                HEAD
                    + "--7:1: aspacem   0: RSVN 0000001000-0000001fff    4096 ----- SmFixed\n"
                    + "--7:1: aspacem   1: anon 0000002000-0000002fff    4096 rw-TH\n"
                    + "--7:1: aspacem   2:      0000003000-0000003fff    4096\n"
                    + "--7:1: aspacem   3: ANON 0000004000-0001004fff      16m r-x--\n"))
        .containsExactly(
            "00002000-00003000 rw-p 00000000 00:00 0", "00004000-01005000 r-xp 00000000 00:00 0");
  }

  @Test
  void takesDevicesApart() {
    String file = "--7:1: aspacem   1: file 0000002000-0000002fff    4096 r---- ";
    assertThat(
            lines(
                HEAD
                    + "--7:1: aspacem (0,4,1) /a file\n"
                    + file
                    + "d=0x11fe23 i=9 o=8192 (0,4)\n"
                    + "--7:1: aspacem   2: file 0000003000-0000003fff    4096 r---- d=0x800 i=8 o=0 (3,4)\n"))
        .containsExactly(
            "00002000-00003000 r--p 00002000 1fe:123 9 /a file",
            "00003000-00004000 r--p 00000000 08:00 8");
  }

  @Test
  void refusesASizeThatIsNotThatOfTheRange() {
    String text =
        HEAD
            + "--7:1: aspacem   1: anon 0000002000-0000002fff    4096 rw---\n"
            + "--7:1: aspacem   2: anon 0000003000-0000003fff    8192 rw---\n"
            + "--7:1: aspacem   3: anon 0000004000-0000004fff    4096 rw---\n";
    PastedTextException complaint =
        catchThrowableOfType(PastedTextException.class, () -> lines(text));
    assertThat(complaint.line()).isEqualTo(3);
    assertThat(complaint).hasMessageContaining("the size of the range");
  }
}
