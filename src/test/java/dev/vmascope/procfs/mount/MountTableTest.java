package dev.vmascope.procfs.mount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables of mounts: the one of this machine, and lines of Linux 6.18 with names that were made to
/// mislead.
class MountTableTest {
  private static MountTable table(String... lines) {
    return MountTable.parse((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> types(MountTable table, long on, String path) {
    return table.at(table.of(on).orElseThrow(), path).stream().map(Mount::type).toList();
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
      Mount mount = table.of(Long.parseLong(fields[0])).orElseThrow();
      assertThat(mount.device()).isEqualTo(device);
      assertThat(mount.type()).isEqualTo(type);
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
    assertThat(table.roots()).extracting(Mount::id).containsExactly(20L);
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

  private static final Device BTRFS = new Device(0, 38);

  @ParameterizedTest
  @CsvSource({
    "/data/orders.db, /a/orders.db",
    "/data, /a",
    "/database/x, /@/database/x",
    "/usr/lib/libc.so.6, /@/usr/lib/libc.so.6",
    "/data/b/x, /b/x",
    "/srv/x, /@/srv/x"
  })
  void tellsWhereInTheFileSystemAFileLies(String path, String inFileSystem) {
    MountTable table =
        table(
            "20 1 0:38 /@ / rw,relatime shared:1 - btrfs /dev/sda2 rw,subvolid=256,subvol=/@",
            "41 20 0:38 /a /data rw - btrfs /dev/sda2 rw,subvolid=257,subvol=/a",
            "42 41 0:38 /b /data/b rw - btrfs /dev/sda2 rw,subvolid=258,subvol=/b",
            "43 20 0:39 / /srv rw - tmpfs tmpfs rw");
    assertThat(table.inFileSystem(BTRFS, path)).isEqualTo(inFileSystem);
  }

  @Test
  void aPathThatNoMountOfItsFileSystemHoldsStaysAsItIs() {
    MountTable table = table("43 20 0:38 / /srv rw - fuse.x x rw");
    assertThat(table.inFileSystem(BTRFS, "/home/x")).isEqualTo("/home/x");
    assertThat(table.inFileSystem(new Device(0, 99), "/srv/x")).isEqualTo("/srv/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "btrfs | BY_SUBVOLUME",
        "bcachefs | BY_SUBVOLUME",
        "overlay | BY_LAYER",
        "xfs | UNIQUE",
        "tmpfs | UNIQUE",
        "sysfs | UNIQUE",
        "virtiofs | BY_OTHERS",
        "nfs4 | BY_OTHERS",
        "9p | BY_OTHERS",
        "fuse.gocryptfs | BY_OTHERS",
        "fuse.btrfs | BY_OTHERS"
      })
  void tellsWhoseNumbersInodesAre(String type, Mount.Numbering numbering) {
    MountTable table = table("43 20 0:38 / /srv rw - " + type + " source rw");
    assertThat(table.of(43).orElseThrow().numbering()).isEqualTo(numbering);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "overlay rw,lowerdir=/l/2:/l/1,upperdir=/u,workdir=/w | /l/2 /l/1 /u",
        "o\\040v rw,lowerdir+=/l/2,lowerdir+=/l/1,datadir+=/d | /l/2 /l/1 /d",
        "overlay ro,lowerdir=/l/a\\134:b:/l/c\\054d::/data | /l/a:b /l/c,d /data",
        "lowerdir=/no rw,upperdir=u,workdir=w,lowerdir=l | l u",
        "overlay rw | ''"
      })
  void knowsTheLayersOfOverlays(String sourceAndOptions, String layers) {
    MountTable table =
        table(
            "43 20 0:38 / /srv rw - overlay " + sourceAndOptions,
            "44 20 0:39 / /tmp rw - tmpfs " + sourceAndOptions);
    assertThat(String.join(" ", table.of(43).orElseThrow().layers()).split(" "))
        .containsExactlyInAnyOrder(layers.split(" "));
    assertThat(table.of(44).orElseThrow().layers()).isEmpty();
  }

  /// Whoever mounts chooses how many layers there are.
  @Test
  void keepsNoLayersOfAMountThatHasTooMany() {
    assertThat(OverlayLayers.of("overlay", "overlay rw,lowerdir=" + "/l:".repeat(6000))).isEmpty();
    assertThat(OverlayLayers.of("overlay", "overlay rw,lowerdir=/l:/m")).contains("/l", "/m");
  }
}
