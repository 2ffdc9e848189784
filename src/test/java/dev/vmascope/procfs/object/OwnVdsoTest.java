package dev.vmascope.procfs.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.text.RawText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vDSO of this process, and whose it is as well.
class OwnVdsoTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void isAnObjectThatAllProcessesOfTheKernelHave() {
    OwnVdso own = OwnVdso.of(Path.of("/proc")).orElseThrow();
    byte[] magic = new byte[4];
    assertThat(own.read(0, magic)).isEqualTo(4);
    assertThat(new String(magic, StandardCharsets.ISO_8859_1)).isEqualTo("\u007fELF");
    assertThat(own.size()).isPositive();
  }

  /// The addresses of a capture are those of another process: nothing is read there.
  @Test
  void isNotThatOfACapture() throws Exception {
    Files.createDirectory(folder.resolve("self"));
    Files.writeString(
        folder.resolve("self/maps"), "7fff00001000-7fff00003000 r-xp 00000000 00:00 0   [vdso]\n");
    assertThat(OwnVdso.of(folder)).isEmpty();
    assertThat(OwnVdso.of(folder.resolve("nothing"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "7ffc00001000, 2, true",
    "ffff00001000, 2, true",
    "7ffc00001000, 1, false",
    "f7f00000, 2, false"
  })
  void isThatOfProgramsOfItsWidth(String start, int pages, boolean same) {
    long at = Long.parseLong(start, 16);
    Mapping other =
        new Mapping(
            new AddressRange(at, at + pages * 4096L),
            Permissions.of(true, false, true, false),
            0,
            Device.NONE,
            0,
            new RawText("[vdso]"));
    AddressRange range = new AddressRange(0x7fff00001000L, 0x7fff00003000L);
    assertThat(new OwnVdso(range, new byte[8192]).isSame(other)).isEqualTo(same);
  }
}
