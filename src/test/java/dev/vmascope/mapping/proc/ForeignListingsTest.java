package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.UsageField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Listings of kernels that others have changed, and of what is no Linux but looks like it: nothing
/// breaks, and every byte comes back.
class ForeignListingsTest {
  private static final String HEADER = "00401000-00402000 r-xp 00000000 08:01 1050 ";

  private static List<SmapsEntry> smaps(String text) {
    List<SmapsEntry> entries =
        SmapsParser.parse(text.getBytes(StandardCharsets.ISO_8859_1), "smaps");
    assertThat(entries.stream().map(SmapsEntry::print).collect(Collectors.joining()))
        .isEqualTo(text);
    return entries;
  }

  private static List<MapsLine> maps(String text) {
    List<MapsLine> lines = MapsParser.parse(text.getBytes(StandardCharsets.ISO_8859_1), "maps");
    assertThat(lines.stream().map(MapsLine::print).collect(Collectors.joining())).isEqualTo(text);
    return lines;
  }

  /// qemu's of user programs has no flags at all, gVisor's unnamed ones, in an order of its own.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rss:                   0 kB\nVmFlags:\n",
        "Rss:                   8 kB\nSwap:                  0 kB\nKernelPageSize:        4 kB\nLocked:                0 kB\nVmFlags: rd wr mr mw me ?? \n",
        "VmFlags: rd wf dp xx \nRss:                   8 kB\n"
      })
  void emulatorsHaveFlagsOfTheirOwn(String fields) {
    assertThat(smaps(HEADER + "                                /x\n" + fields)).hasSize(1);
  }

  /// Android prints the name of anonymous memory once more.
  @Test
  void linesOfVendorsAreKept() {
    SmapsEntry entry =
        smaps(
                """
                b2b00000-b2bc0000 rw-p 00000000 00:00 0                                  [anon:libc_malloc]
                Rss:                   4 kB
                Name:           [anon:libc_malloc]
                """)
            .getFirst();
    assertThat(entry.unknownFields()).containsEntry("Name", "[anon:libc_malloc]");
    assertThat(entry.usage().bytes(UsageField.RESIDENT)).hasValue(4096);
  }

  /// `CONFIG_MM_INFO` of one vendor: three numbers before the path.
  @Test
  void columnsOfVendorsBelongToTheName() {
    Mapping mapping =
        maps("7fbb1b6ac000-7fbb1b843000 r-xp 00000000 08:00 132558  00000075 00000025 14781 /lib/libz.so\n")
            .getFirst()
            .mapping();
    assertThat(mapping.name().latin1()).isEqualTo("00000075 00000025 14781 /lib/libz.so");
    assertThat(mapping.backing().kind()).isEqualTo(MappingKind.OTHER);
  }

  /// Until Linux 4.4, and of a program that put its break elsewhere.
  @Test
  void stacksOfThreadsAndTwoHeapsAreWhatTheyAreCalled() {
    List<MapsLine> lines =
        maps(
            """
            01d0b000-01d2c000 rw-p 00000000 00:00 0                                  [heap]
            01d2c000-0206d000 rw-p 00000000 00:00 0                                  [heap]
            7fb474d1c000-7fb474d5c000 rw-p 00000000 00:00 0                          [stack:17979]
            7fb4a0000000-7fb4a0001000 rw-s 00000000 00:09 71234                      /[aio] (deleted)
            """);
    assertThat(lines)
        .extracting(line -> line.mapping().backing().kind())
        .containsExactly(MappingKind.HEAP, MappingKind.HEAP, MappingKind.STACK, MappingKind.OTHER);
  }

  /// The first Linux of Windows: inodes without a device, above 2^48.
  @Test
  void filesMayHaveNoDevice() {
    Mapping mapping =
        maps("00400000-0046a000 r-xp 00000000 00:00 281474976719493                    /init\n")
            .getFirst()
            .mapping();
    assertThat(mapping.inode()).isEqualTo(281_474_976_719_493L);
    assertThat(mapping.backing().kind()).isEqualTo(MappingKind.FILE);
  }
}
