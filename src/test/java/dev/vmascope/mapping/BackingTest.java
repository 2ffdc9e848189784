package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import dev.vmascope.mapping.text.RawText;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every name that kernels print, and what it stands for.
class BackingTest {
  private static final String NONE = "none";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "null",
      textBlock =
          """
          # device | name | kind | path | name | deleted
          fe:00 | /usr/bin/cat                      | file             | /usr/bin/cat        | none         | false
          fe:00 | /tmp/d/[heap]                     | file             | /tmp/d/[heap]       | none         | false
          fe:00 | /tmp/a\\012b                      | file             | /tmp/a\\nb          | none         | false
          fe:00 | /tmp/back\\slash                  | file             | /tmp/back\\slash    | none         | false
          fe:00 | /tmp/x (deleted)                  | file             | /tmp/x              | none         | true
          fe:00 | /tmp/x (deleted) (deleted)        | file             | /tmp/x (deleted)    | none         | true
          fe:00 | (unreachable)/lib/x.so            | file             | (unreachable)/lib/x.so | none      | false
          00:31 | /dev/shm/pool                     | file             | /dev/shm/pool       | none         | false
          00:31 | /dev/shm/pool (deleted)           | file             | /dev/shm/pool       | none         | true
          00:32 | /dev/hugepages/pool               | file             | /dev/hugepages/pool | none         | false
          00:36 | /dev/hugepages1G/rtemap_0         | file             | /dev/hugepages1G/rtemap_0 | none   | false
          00:36 | /dev/hugepages-1048576kB/a (deleted) | file          | /dev/hugepages-1048576kB/a | none  | true
          00:31 | /dev/shm/pools/a/b                | file             | /dev/shm/pools/a/b  | none         | false
          00:04 | /dev/ashmem/dalvik-main space (deleted) | shared-anonymous | /dev/ashmem/dalvik-main space | dalvik-main space | true
          b3:02 | /dev/ashmem/x                     | file             | /dev/ashmem/x       | none         | false
          00:06 | /dev/hugetlb0                     | device           | /dev/hugetlb0       | none         | false
          00:28 | /overlay/lib.so                   | file             | /overlay/lib.so     | none         | false
          00:00 | [heap]                            | heap             | none                | [heap]       | false
          00:00 | [stack]                           | stack            | none                | [stack]      | false
          00:00 | [stack:1234]                      | stack            | none                | [stack:1234] | false
          00:00 | [anon:scudo:primary]              | anonymous        | none                | scudo:primary | false
          00:00 | [anon:a]b]                        | anonymous        | none                | a]b          | false
          00:00 | [anon:cut                         | kernel           | none                | [anon:cut    | false
          00:06 | /dev/zero                         | anonymous        | /dev/zero           | none         | false
          00:01 | [anon_shmem:pool]                 | shared-anonymous | none                | pool         | false
          00:01 | [anon_shmem:cut                   | other            | none                | [anon_shmem:cut | false
          00:01 | /dev/zero (deleted)               | shared-anonymous | /dev/zero           | none         | true
          00:01 | /memfd:pool (deleted)             | memfd            | /memfd:pool         | pool         | true
          00:01 | /memfd:a\\012b (deleted)          | memfd            | /memfd:a\\nb        | a\\nb        | true
          00:01 | /memfd:x                          | file             | /memfd:x            | none         | false
          fe:00 | /memfd:x (deleted)                | file             | /memfd:x            | none         | true
          00:01 | /SYSV00000000 (deleted)           | sysv             | /SYSV00000000       | 0x00000000   | true
          00:01 | /SYSV0dd0adad (deleted)           | sysv             | /SYSV0dd0adad       | 0x0dd0adad   | true
          00:01 | /SYSV0dd0adad                     | file             | /SYSV0dd0adad       | none         | false
          00:01 | /SYSVx (deleted)                  | file             | /SYSVx              | none         | true
          00:0f | /anon_hugepage (deleted)          | hugetlb          | /anon_hugepage      | none         | true
          00:0f | /anon_hugepage                    | file             | /anon_hugepage      | none         | false
          00:06 | /dev/dri/card0                    | device           | /dev/dri/card0      | none         | false
          fe:00 | /dev/nvidia0 (deleted)            | device           | /dev/nvidia0        | none         | true
          fe:00 | /dev/zero (deleted)               | device           | /dev/zero           | none         | true
          00:08 | socket:[4711]                     | device           | none                | socket:[4711] | false
          00:0e | anon_inode:[perf_event]           | anon-inode       | none                | [perf_event] | false
          00:0e | anon_inode:[io_uring]             | anon-inode       | none                | [io_uring]   | false
          00:0e | anon_inode:bpf-map                | anon-inode       | none                | bpf-map      | false
          00:0e | anon_inode:kvm-vcpu:0             | anon-inode       | none                | kvm-vcpu:0   | false
          00:00 | [vdso]                            | kernel           | none                | [vdso]       | false
          00:00 | [vvar]                            | kernel           | none                | [vvar]       | false
          00:00 | [vvar_vclock]                     | kernel           | none                | [vvar_vclock] | false
          00:00 | [vsyscall]                        | kernel           | none                | [vsyscall]   | false
          00:00 | [uprobes]                         | kernel           | none                | [uprobes]    | false
          00:00 | [sigpage]                         | kernel           | none                | [sigpage]    | false
          00:00 | [vectors]                         | kernel           | none                | [vectors]    | false
          00:12 | /[aio] (deleted)                  | other            | /[aio]              | [aio]        | true
          00:13 | /secretmem (deleted)              | other            | /secretmem          | secretmem    | true
          00:14 | /dmabuf:camera                    | other            | /dmabuf:camera      | dmabuf:camera | false
          fe:00 | something:else                    | other            | none                | something:else | false
          """)
  void tellsWhatTheNameStandsFor(
      String device, String printed, String kind, String path, String name, boolean deleted) {
    Backing backing = Listings.named(device, 7, printed).backing();

    assertThat(backing.kind()).hasToString(kind);
    assertThat(textOf(backing.path())).isEqualTo(path.replace("\\n", "\n"));
    assertThat(textOf(backing.name())).isEqualTo(name.replace("\\n", "\n"));
    assertThat(backing.deleted()).isEqualTo(deleted);
  }

  @Test
  void takesUnnamedMemoryWithoutDeviceForAnonymous() {
    Backing backing = Listings.mapping("00400000-00401000 rw-p 00000000 00:00 0 ").backing();

    assertThat(backing).isEqualTo(new Backing(MappingKind.ANONYMOUS, null, null, false));
  }

  @ParameterizedTest
  @CsvSource({"fe:00, 0", "00:00, 7", "00:01, 7"})
  void leavesUnnamedMemoryOfADeviceOrAnInodeOpen(String device, long inode) {
    Backing backing =
        Listings.mapping("00400000-00401000 rw-p 00000000 " + device + " " + inode).backing();

    assertThat(backing).isEqualTo(new Backing(MappingKind.OTHER, null, null, false));
  }

  @Test
  void keepsAMemfdWithoutAName() {
    Backing backing = Listings.named("00:01", 25, "/memfd: (deleted)").backing();

    assertThat(backing)
        .isEqualTo(new Backing(MappingKind.MEMFD, new RawText("/memfd:"), new RawText(""), true));
  }

  @Test
  void keepsBytesThatAreNotUtf8() {
    Backing backing = Listings.named("fe:00", 9, "/tmp/\u00ff\u00fe  ").backing();

    assertThat(backing.path()).isEqualTo(new RawText("/tmp/\u00ff\u00fe  "));
  }

  @Test
  void takesTheFirstSegmentOfABootForSysvThoughItsInodeIs0() {
    Mapping first = Listings.named("00:01", 0, "/SYSV00000000 (deleted)");

    assertThat(first.backing().kind()).isEqualTo(MappingKind.SYSV);
  }

  @Test
  void findsEveryKindOfTheOddCapture() {
    List<Backing> backings =
        Captures.mappings("odd-names/maps").stream().map(Mapping::backing).toList();

    assertThat(backings.stream().collect(Collectors.groupingBy(Backing::kind)).keySet())
        .containsExactlyInAnyOrder(
            MappingKind.FILE,
            MappingKind.HEAP,
            MappingKind.STACK,
            MappingKind.ANONYMOUS,
            MappingKind.SHARED_ANONYMOUS,
            MappingKind.MEMFD,
            MappingKind.SYSV,
            MappingKind.KERNEL);
    assertThat(backings)
        .filteredOn(Predicate.isEqual(deletedFile("/tmp/odd/d/deleted")))
        .hasSize(1);
    // A file really so named: the line cannot tell.
    assertThat(backings).contains(deletedFile("/tmp/odd/d/really so named"));
  }

  private static Backing deletedFile(String path) {
    return new Backing(MappingKind.FILE, new RawText(path), null, true);
  }

  private static String textOf(@Nullable RawText text) {
    return text == null ? NONE : text.latin1();
  }
}
