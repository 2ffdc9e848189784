package dev.vmascope.sharing;

import static dev.vmascope.sharing.SharedListing.add;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.SysvSegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is the same object in two processes, and how much of it they map together.
class SharedObjectsTest {
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
}
