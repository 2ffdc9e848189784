package dev.vmascope.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.FileEvidence;
import dev.vmascope.mapping.proc.SysvSegment;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is the same object in two processes, and how much of it they map together.
class SharedObjectsTest {
  private static void add(SharedObjects objects, int pid, String namespace, String maps) {
    byte[] bytes = (maps + "\n").getBytes(StandardCharsets.ISO_8859_1);
    MappingReader parser = MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps");
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        objects.add(pid, namespace, next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatSeveralMapCountsOnce() {
    SharedObjects objects = new SharedObjects();
    add(objects, 1, "", "7f0000000000-7f0000003000 r--p 00000000 fe:00 77 /usr/lib/a.so");
    add(objects, 2, "", "7f1000000000-7f1000003000 r--p 00002000 fe:00 77 /usr/lib/a.so");
    add(objects, 3, "", "7f2000000000-7f2000001000 r--p 00009000 fe:00 77 /usr/lib/a.so");
    SharedObject object = objects.all().getFirst();
    assertThat(objects.all()).hasSize(1);
    assertThat(object.processes()).isEqualTo(3);
    assertThat(object.virtualBytes()).isEqualTo(7 * 4096);
    assertThat(object.mappedBytes()).isEqualTo(6 * 4096);
    assertThat(object.mappers())
        .containsExactly(
            new SharedObject.Mapper(1, 1, 3 * 4096),
            new SharedObject.Mapper(2, 1, 3 * 4096),
            new SharedObject.Mapper(3, 1, 4096));
  }

  @Test
  void partsThatTouchOrOverlapInAnyOrderAreOne() {
    SharedObjects objects = new SharedObjects();
    add(
        objects,
        1,
        "",
        """
        7f0000000000-7f0000001000 r--p 00004000 fe:00 77 /a
        7f0000001000-7f0000002000 r--p 00000000 fe:00 77 /a
        7f0000002000-7f0000003000 r--p 00002000 fe:00 77 /a
        7f0000003000-7f0000007000 r--p 00001000 fe:00 77 /a
        7f0000007000-7f0000008000 r--p 00004000 fe:00 77 /a\
        """);
    assertThat(objects.all().getFirst().mappedBytes()).isEqualTo(5 * 4096);
    assertThat(objects.all().getFirst().mappings()).isEqualTo(5);
  }

  @Test
  void segmentsOfTwoNamespacesAreTwo() {
    String segment = "7f0000000000-7f0000001000 rw-s 00000000 00:01 0 /SYSV0000002a (deleted)";
    SharedObjects objects = new SharedObjects();
    add(objects, 1, "ipc:[1]", segment);
    add(objects, 2, "ipc:[1]", segment);
    add(objects, 3, "ipc:[2]", segment);
    assertThat(objects.all()).extracting(SharedObject::processes).containsExactly(2, 1);
  }

  /// Files of huge pages and of memory lie below `/dev` too.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00:36 212574 /dev/hugepages1G/rtemap_0",
        "00:31 17 /dev/shm/pools/a",
        "00:04 8400 /dev/ashmem/dalvik-main space (deleted)",
      })
  void filesBelowDevAreObjects(String object) {
    SharedObjects objects = new SharedObjects();
    add(objects, 1, "", "7f0000000000-7f0000800000 rw-s 00000000 " + object);
    add(objects, 2, "", "7f0000000000-7f0000400000 rw-s 00400000 " + object);
    assertThat(objects.all())
        .singleElement()
        .satisfies(shared -> {
          assertThat(shared.processes()).isEqualTo(2);
          assertThat(shared.mappedBytes()).isEqualTo(8 << 20);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00:00 0",
        "00:00 0 [heap]",
        "00:06 94 /dev/loop0",
        "00:09 28 socket:[28]",
        "00:10 1038 anon_inode:[perf_event]",
      })
  void whatOnlyLooksTheSameIsNotGrouped(String object) {
    SharedObjects objects = new SharedObjects();
    add(objects, 1, "", "7f0000000000-7f0000001000 rw-s 00000000 " + object);
    assertThat(objects.all()).isEmpty();
  }

  @Test
  void partsThatAreTooManyMakeNoWrongSum() {
    SharedObjects objects = new SharedObjects();
    StringBuilder maps = new StringBuilder();
    for (int i = 0; i < 100_010; i++) {
      long start = 0x7f0000000000L + i * 0x1000L;
      maps.append(Long.toHexString(start))
          .append('-')
          .append(Long.toHexString(start + 0x1000))
          .append(" r--p ")
          .append(String.format(Locale.ROOT, "%08x", i * 0x2000L))
          .append(" fe:00 77 /a\n");
    }
    add(objects, 1, "", maps.toString().strip());
    SharedObject object = objects.all().getFirst();
    assertThat(object.isExact()).isFalse();
    assertThat(object.mappings()).isEqualTo(100_010);
  }

  @Test
  void theTableOfSegmentsTellsOrphans() {
    String table =
        """
               key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime                   rss                  swap
                 0      32769   600                  4096 12843 12843      1     0     0     0     0 1764109705          0 1764109705                  4096                     0
         -559038737      32770   666                131072 12900 12901      0  1000  1000  1000  1000          0 1764109705 1764109705                     0                  8192
        """;
    List<SysvSegment> segments =
        SysvSegment.parse(table.getBytes(StandardCharsets.ISO_8859_1), "shm");
    assertThat(segments).extracting(SysvSegment::orphan).containsExactly(false, true);
    assertThat(segments.getLast())
        .isEqualTo(new SysvSegment(0xdeadbeef, 32770, 131072, 12900, 0, 0, 8192));
  }

  private static void add(SharedObjects objects, int pid, String maps, FileEvidence evidence) {
    byte[] bytes = (maps + "\n").getBytes(StandardCharsets.ISO_8859_1);
    MappingReader parser = MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps");
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        objects.add(pid, "", next, evidence);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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

  private static final Instant BORN = Instant.parse("2026-11-20T10:00:00.123456789Z");
  private static final Instant CHANGED = Instant.parse("2026-11-20T10:00:01.000000007Z");

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
