package dev.vmascope.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tables of mounts: the one of this machine, and lines of Linux 6.18 with names that were made to
/// mislead.
class MountTableTest {
  private static MountTable table(String... lines) {
    return MountTable.parse((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> types(MountTable table, long on, String path) {
    return table.at(table.of(on).orElseThrow(), path).stream().map(MountTable.Mount::type).toList();
  }

  @Test
  void hasEveryMountOfThisMachine() throws IOException {
    byte[] own = Files.readAllBytes(Path.of("/proc/self/mountinfo"));
    MountTable table = MountTable.parse(own);
    List<String> lines = new String(own, StandardCharsets.ISO_8859_1).lines().toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      String[] fields = line.split(" ", -1);
      String[] numbers = fields[2].split(":", -1);
      String type = line.replaceFirst(".*? - (\\S+) .*", "$1");
      Device device = new Device(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
      MountTable.Mount mount = table.of(Long.parseLong(fields[0])).orElseThrow();
      assertThat(mount).isEqualTo(new MountTable.Mount(mount.id(), device, type));
      assertThat(table.of(device).orElseThrow().type()).isEqualTo(type);
    }
    assertThat(table.roots()).isNotEmpty();
  }

  @Test
  void findsWhatHidesWhat() {
    MountTable table =
        table(
            "20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw",
            "41 20 0:38 / /srv rw,nosuid - fuse.bindfs bindfs rw,user_id=0,group_id=0",
            "42 41 0:39 / /srv rw - tmpfs tmpfs rw",
            "43 20 0:40 / /a\\040b\\134\\012c rw - xfs /dev/x rw");
    assertThat(types(table, 20, "/srv")).containsExactly("fuse.bindfs", "tmpfs");
    assertThat(types(table, 20, "/a b\\\nc")).containsExactly("xfs");
    assertThat(types(table, 41, "/other")).isEmpty();
    assertThat(table.roots()).extracting(MountTable.Mount::id).containsExactly(20L);
  }

  /// A source is any text; a type is the kernel's.
  @Test
  void aSourceCannotPassForAType() {
    MountTable table =
        table(
            "41 20 0:38 / /srv rw - fuse - rw",
            "42 20 0:39 / /srv2 rw shared:3 master:1 - fuse.ext4 -\\040ext4\\040 rw,fd=3 - ext4 x rw",
            "43 20 0:40 / /srv3 rw - nfs4  rw");
    for (long id = 41; id <= 43; id++) {
      assertThat(table.of(id).orElseThrow().isLocal()).as("%d", id).isFalse();
    }
    assertThat(table.of(42).orElseThrow().type()).isEqualTo("fuse.ext4");
  }

  @Test
  void whatIsNotUnderstoodIsLeftOut() {
    MountTable table =
        MountTable.parse(
            "x\n41 20 0:38 / /srv rw - tmpfs tmpfs rw\n42 20 0:39 / /cut rw - tmpfs tm"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(table.of(41).orElseThrow().isLocal()).isTrue();
    assertThat(table.of(42)).isEmpty();
  }
}
