package dev.vmascope.sharing;

import static dev.vmascope.sharing.SharedListing.add;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.FileEvidence;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which files are one, where device and inode do not tell: of subvolumes, snapshots and layers.
class FileIdentityTest {
  private static final Instant BORN = Instant.parse("2026-11-20T10:00:00.123456789Z");
  private static final Instant CHANGED = Instant.parse("2026-11-20T10:00:01.000000007Z");

  private static FileEvidence subvolume(int minor) {
    return new FileEvidence.Subvolume(new Device(0, minor), 257, 0);
  }

  /// Lines of two subvolumes of one btrfs, each of which numbers its first file 257.
  @Test
  void filesOfTwoSubvolumesAreTwo() {
    String orders = "7f0000000000-7f0000100000 rw-s 00000000 00:26 257 /srv/a/orders.db";
    String cache = "7f0000000000-7f0000400000 r--s 00000000 00:26 257 /srv/b/thumbnails.cache";
    SharedObjects objects = new SharedObjects();
    add(objects, 1, orders, subvolume(0x28));
    add(objects, 2, cache, subvolume(0x29));
    add(objects, 3, orders, subvolume(0x28));
    assertThat(objects.all())
        .extracting(object ->
            Objects.requireNonNull(object.backing().path()).text() + " " + object.processes())
        .containsExactly("/srv/a/orders.db 2", "/srv/b/thumbnails.cache 1");
    assertThat(objects.all())
        .extracting(SharedObject::mappedBytes)
        .containsExactly(1L << 20, 4L << 20);
    assertThat(objects.all())
        .allMatch(object -> object.key().identity().basis() == FileIdentity.Basis.MAP_FILES);
  }

  /// Containers on snapshots of one subvolume have the same paths as well.
  @Test
  void sameInodesAndPathsOfTwoSnapshotsAreTwo() {
    String library = "7f0000000000-7f0000001000 r-xp 00000000 00:26 257 /usr/lib/libssl.so.3";
    SharedObjects objects = new SharedObjects();
    add(objects, 1, library, new FileEvidence.Subvolume(new Device(0, 0x26), 257, 256));
    add(objects, 2, library, new FileEvidence.Subvolume(new Device(0, 0x26), 257, 260));
    assertThat(objects.all()).extracting(SharedObject::processes).containsExactly(1, 1);
  }

  @Test
  void whereTheKernelCannotBeAskedPathsTellFilesApart() {
    SharedObjects objects = new SharedObjects();
    add(
        objects,
        1,
        "7f0000000000-7f0000001000 r--s 00000000 00:31 9 /mnt/a",
        new FileEvidence.Path("/a"));
    add(
        objects,
        2,
        "7f0000000000-7f0000001000 r--s 00000000 00:31 9 /srv/other/b",
        new FileEvidence.Path("/b"));
    add(
        objects,
        3,
        "7f0000000000-7f0000001000 r--s 00000000 00:31 9 /in/container/a",
        new FileEvidence.Path("/a"));
    assertThat(objects.all()).extracting(SharedObject::processes).containsExactly(2, 1);
    assertThat(objects.all())
        .allMatch(object -> object.key().identity().basis() == FileIdentity.Basis.PATH);
  }

  private static FileEvidence.Layered layered(
      int minor, long size, Optional<Instant> born, Instant changed, String layer) {
    return new FileEvidence.Layered(
        new Device(0, minor),
        new FileEvidence.LayerState(9, size, born, changed),
        Set.of("/upper/" + minor, layer));
  }

  private static SharedObjects inTwoContainers(
      FileEvidence.Layered one, FileEvidence.Layered other) {
    SharedObjects objects = new SharedObjects();
    add(objects, 1, "7f0000000000-7f0000800000 r--p 00000000 00:30 9 /usr/lib/libshared.so", one);
    add(objects, 2, "7f0000000000-7f0000800000 r--p 00000000 00:32 9 /usr/lib/libshared.so", other);
    add(objects, 3, "7f0000000000-7f0000001000 r--p 00000000 00:32 9 /usr/lib/libshared.so", other);
    return objects;
  }

  @Test
  void aFileOfALayerThatTwoMountsShareIsOne() {
    SharedObject object =
        inTwoContainers(
                layered(0x30, 8 << 20, Optional.of(BORN), CHANGED, "/layers/1"),
                layered(0x32, 8 << 20, Optional.of(BORN), CHANGED, "/layers/1"))
            .all()
            .getFirst();
    assertThat(object.processes()).isEqualTo(3);
    assertThat(object.mappedBytes()).isEqualTo(8 << 20);
    assertThat(object.key().device()).isEqualTo(new Device(0, 0x30));
    assertThat(object.key().identity().basis()).isEqualTo(FileIdentity.Basis.LAYER);
  }

  /// Copies of one image may have the same inodes and times of change; what is not kept, or
  /// differs, speaks against one file.
  @Test
  void filesOfTwoMountsThatAnyFactTellsApartAreTwo() {
    FileEvidence.Layered one = layered(0x30, 8 << 20, Optional.of(BORN), CHANGED, "/layers/1");
    List<FileEvidence.Layered> others =
        List.of(
            layered(0x32, 4 << 20, Optional.of(BORN), CHANGED, "/layers/1"),
            layered(0x32, 8 << 20, Optional.of(BORN.plusNanos(1)), CHANGED, "/layers/1"),
            layered(0x32, 8 << 20, Optional.of(BORN), CHANGED.plusNanos(1), "/layers/1"),
            layered(0x32, 8 << 20, Optional.empty(), CHANGED, "/layers/1"),
            layered(0x32, 8 << 20, Optional.of(BORN), CHANGED, "/layers/2"));
    for (FileEvidence.Layered other : others) {
      assertThat(inTwoContainers(one, other).all())
          .as(other.toString())
          .extracting(SharedObject::processes)
          .containsExactly(1, 2);
    }
    FileEvidence.Layered unborn = layered(0x30, 8 << 20, Optional.empty(), CHANGED, "/layers/1");
    assertThat(inTwoContainers(unborn, others.get(3)).all()).hasSize(2);
  }

  /// A file that grows while listings are gone through stays one on its mount.
  @Test
  void aFileThatChangesIsOneOnItsMount() {
    SharedObjects objects = new SharedObjects();
    String log = "7f0000000000-7f0000001000 rw-s 00000000 00:30 9 /var/log/x";
    add(objects, 1, log, layered(0x30, 1, Optional.of(BORN), CHANGED, "/layers/1"));
    add(objects, 2, log, layered(0x30, 2, Optional.of(BORN), CHANGED.plusNanos(5), "/layers/1"));
    assertThat(objects.all()).extracting(SharedObject::processes).containsExactly(2);
  }

  /// Layers of two file systems may have files of one inode, which one mount shows with one device.
  @Test
  void filesOfTwoLayersOfOneMountAreTwo() {
    SharedObjects objects = new SharedObjects();
    add(
        objects,
        1,
        "7f0000000000-7f0000001000 r--p 00000000 00:30 9 /usr/lib/a.so",
        layered(0x41, 100, Optional.of(BORN), CHANGED, "/layers/1"));
    add(
        objects,
        1,
        "7f0000000000-7f0000001000 r--p 00000000 00:30 9 /usr/lib/b.so",
        layered(0x42, 200, Optional.of(BORN), CHANGED, "/layers/2"));
    assertThat(objects.all()).hasSize(2);
  }
}
