package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.vmascope.mapping.NumaEntry;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumaMapsParserTest {
  private static NumaEntry line(String line) {
    return NumaMapsParser.parse(Listings.bytes(line + "\n"), "numa_maps").getFirst();
  }

  @Test
  void readsALine() {
    NumaEntry entry =
        line(
            "7f0000001000 bind:0-1 file=/usr/lib/libc.so.6 anon=2 dirty=3 mapped=9 mapmax=12 swapcache=1 active=4"
                + " writeback=5 N0=6 N1=3 kernelpagesize_kB=4");
    assertThat(entry.start()).isEqualTo(0x7f0000001000L);
    assertThat(entry.policy()).isEqualTo("bind:0-1");
    assertThat(entry.path()).isEqualTo(new RawText("/usr/lib/libc.so.6"));
    assertThat(entry.role()).isNull();
    assertThat(entry.huge()).isFalse();
    assertThat(entry.pagesByNode()).containsExactly(entry(0, 6L), entry(1, 3L));
    assertThat(entry.bytes()).isEqualTo(OptionalLong.of(9 * 4096));
    assertThat(entry.bytes("anon")).isEqualTo(OptionalLong.of(2 * 4096));
    assertThat(entry.bytes("swapcache")).isEqualTo(OptionalLong.of(4096));
    assertThat(entry.mapMax()).isEqualTo(OptionalInt.of(12));
    assertThat(entry.unknown()).isEmpty();
  }

  @Test
  void readsWhatWasNeverTouched() {
    NumaEntry entry = line("00400000 default heap");
    assertThat(entry.role()).isEqualTo("heap");
    assertThat(entry.pageBytes()).isEmpty();
    assertThat(entry.bytes()).isEmpty();
    assertThat(entry.bytes("anon")).isEmpty();
    assertThat(entry.mapMax()).isEmpty();
    assertThat(line("00400000 default stack").role()).isEqualTo("stack");
  }

  @Test
  void countsHugePagesInTheirSize() {
    NumaEntry entry =
        line(
            "7f0000200000 default file=/anon_hugepage\\040(deleted) huge anon=3 N0=3 kernelpagesize_kB=2048");
    assertThat(entry.huge()).isTrue();
    assertThat(entry.bytes()).isEqualTo(OptionalLong.of(3 * 2048 * 1024));
    assertThat(entry.path()).isEqualTo(new RawText("/anon_hugepage (deleted)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "local",
        "prefer:0",
        "prefer (many):0-1",
        "bind=static:0",
        "bind=static|balancing:0",
        "interleave:0,2",
        "weighted interleave:0-3",
        "weighted interleave=static:0",
        "prefer (many)=relative:0",
        "bind=balancing:0"
      })
  void keepsThePolicyAsItIs(String policy) {
    assertThat(line("00400000 " + policy + " anon=1 N0=1 kernelpagesize_kB=4").policy())
        .isEqualTo(policy);
    assertThat(line("00400000 " + policy).policy()).isEqualTo(policy);
  }

  /// Linux 3.4 to 4.4 name the thread of a stack.
  @Test
  void takesNoStackOfAThreadForAPartOfThePolicy() {
    NumaEntry entry = line("7fb474d1c000 prefer:1 stack:17979 anon=5 dirty=5 N1=5");
    assertThat(entry.policy()).isEqualTo("prefer:1");
    assertThat(entry.role()).isEqualTo("thread-stack");
    assertThat(entry.unknown()).isEmpty();
    assertThat(line("7fb474d1c000 default stack:1").role()).isEqualTo("thread-stack");
    assertThat(line("7fb474d1c000 default anon=1 stack:x N0=1").unknown())
        .containsExactly("stack:x");
  }

  /// Before Linux 4.0 no line tells the size of its pages.
  @Test
  void countsInPagesOfTheMachineWhereALineDoesNotSay() {
    NumaEntry old = line("00400000 default file=/x mapped=12 N0=9 N1=3");
    assertThat(old.isCountedInUnknown()).isTrue();
    assertThat(old.inPagesOf(OptionalInt.empty()).bytes()).isEmpty();
    assertThat(old.inPagesOf(OptionalInt.of(65536)).bytes()).isEqualTo(OptionalLong.of(12 * 65536));
    NumaEntry huge = line("00400000 default file=/x huge anon=1 N0=1");
    assertThat(huge.inPagesOf(OptionalInt.of(4096)).bytes()).isEmpty();
    NumaEntry told = line("00400000 default anon=1 N0=1 kernelpagesize_kB=4");
    assertThat(told.inPagesOf(OptionalInt.of(65536)).bytes()).isEqualTo(OptionalLong.of(4096));
    assertThat(line("00400000 default").isCountedInUnknown()).isFalse();
  }

  /// A file may be called as if it were the rest of the line.
  @Test
  void isNotMisledByTheNameOfAFile() {
    NumaEntry entry =
        line(
            "00400000 default file=/t/N0\\0755\\040huge\\040stack:7 mapped=1 N1=1 kernelpagesize_kB=4");
    assertThat(entry.path()).isEqualTo(new RawText("/t/N0=5 huge stack:7"));
    assertThat(entry.huge()).isFalse();
    assertThat(entry.role()).isNull();
  }

  @Test
  void undoesTheEscapesThatTheKernelMakes() {
    assertThat(line("00400000 default file=/a\\040b\\011c\\012d\\075e\\134\\154ib").path())
        .isEqualTo(new RawText("/a b\tc\nd=e\\134\\154ib"));
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    NumaEntry entry = line("00400000 default anon=1 promoted=7 N0=1 new kernelpagesize_kB=4");
    assertThat(entry.unknown()).containsExactly("promoted=7", "new");
    assertThat(entry.bytes()).isEqualTo(OptionalLong.of(4096));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xyz default           | an address",
        "00400000              | a blank",
        "00400000 ''           | a memory policy",
        "00400000 default N0=x | a number",
        "00400000 default N0=  | a number",
        "00400000 default anon=99999999999999999999 | a number",
        "00400000 default N0=1 N0=2     | no second one",
        "00400000 default anon=1 anon=2 | no second one"
      })
  void complainsAboutAnythingElse(String text, String expected) {
    assertThatThrownBy(() -> line(text.replace("''", "")))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void leavesTheLastLineOutWhereTheKernelBrokeOff() throws IOException {
    byte[] listing = Listings.bytes("00400000 default\n00500000 default\n");
    NumaMapsParser parser =
        new NumaMapsParser(new ByteArrayInputStream(listing), "numa_maps", true);
    assertThat(parser.next()).isNotNull();
    assertThat(parser.next()).isNull();
    assertThat(parser.next()).isNull();
  }

  /// A kernel without `CONFIG_NUMA` has no such file.
  @Test
  void understandsItsOwnProcess() throws IOException {
    Path own = Path.of("/proc/self/numa_maps");
    if (Files.exists(own)) {
      byte[] listing = Files.readAllBytes(own);
      List<NumaEntry> entries = NumaMapsParser.parse(listing, "numa_maps");
      assertThat(
              entries.stream()
                  .map(entry -> entry.printed().latin1() + "\n")
                  .collect(Collectors.joining()))
          .isEqualTo(Listings.text(listing));
      assertThat(entries).allMatch(entry -> entry.unknown().isEmpty());
      assertThat(entries).anyMatch(entry -> "stack".equals(entry.role()));
    } else {
      assertThat(Path.of("/proc/self/maps")).exists();
    }
  }
}
