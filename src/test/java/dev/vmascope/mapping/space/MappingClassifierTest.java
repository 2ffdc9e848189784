package dev.vmascope.mapping.space;

import static dev.vmascope.mapping.space.ClassifiedListing.all;
import static dev.vmascope.mapping.space.ClassifiedListing.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Categories of mappings by what their own line tells: name, permissions, file system, flags.
class MappingClassifierTest {
  private static ClassifiedMapping alone(String line) {
    return parse(Listings.bytes(line + "\n")).getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r-xp 00000000 fe:00 7 /bin/x        | code           | kernel",
        "rwxp 00000000 fe:00 7 /bin/x        | code           | kernel",
        "r--p 00000000 fe:00 7 /bin/x        | read-only-data | kernel",
        "rw-p 00000000 fe:00 7 /bin/x        | data           | kernel",
        "---p 00000000 fe:00 7 /bin/x        | file           | kernel",
        "r--s 00000000 fe:00 7 /etc/x        | file           | kernel",
        "rw-s 00000000 fe:00 7 /var/x        | file           | kernel",
        "rw-s 00000000 00:19 7 /dev/shm/x    | shared-memory  | heuristic",
        "rw-s 00000000 00:01 7 /dev/zero (deleted)      | shared-memory | kernel",
        "rw-s 00000000 00:01 7 /memfd:x (deleted)       | shared-memory | kernel",
        "r-xs 00000000 00:01 7 /memfd:doublemapper (deleted) | jit        | kernel",
        "rw-s 00000000 00:01 7 /memfd:doublemapper (deleted) | shared-memory | kernel",
        "r-xs 00000000 00:01 7 /memfd:x (deleted)       | shared-memory | kernel",
        "rw-s 00000000 00:01 7 /SYSV00000001 (deleted)  | shared-memory | kernel",
        "rw-p 00000000 00:0f 7 /anon_hugepage (deleted) | hugetlb       | kernel",
        "rw-p 00000000 00:00 0               | anonymous      | kernel",
        "rwxp 00000000 00:00 0               | jit            | heuristic",
        "r-xp 00000000 00:00 0               | jit            | heuristic",
        "r-xp 00000000 00:00 0 [anon:code]   | jit            | heuristic",
        "---p 00000000 00:00 0               | reserved       | kernel",
        "rw-p 00000000 00:00 0 [anon: Go: heap]                   | heap         | kernel",
        "---p 00000000 00:00 0 [anon: Go: heap reservation]       | reserved     | kernel",
        "rw-p 00000000 00:00 0 [anon: Go: page summary]           | anonymous    | kernel",
        "rw-p 00000000 00:00 0 [heap]        | heap           | kernel",
        "rw-p 00000000 00:00 0 [stack]       | stack          | kernel",
        "rw-p 00000000 00:00 0 [stack:42]    | thread-stack   | kernel",
        "rw-p 00000000 00:00 0 [anon:stack_and_tls:42]            | thread-stack | kernel",
        "rw-p 00000000 00:00 0 [anon: glibc: pthread stack: 42]   | thread-stack | kernel",
        "rw-p 00000000 00:00 0 [anon: glibc: malloc arena]        | glibc-arena  | kernel",
        "rw-p 00000000 00:00 0 [anon:cache]  | anonymous      | kernel",
        "r-xp 00000000 00:00 0 [vdso]        | kernel         | kernel",
        "rw-s 00000000 00:06 7 /dev/nvidia0  | device         | heuristic",
        "rw-s 00000000 00:36 7 /dev/hugepages1G/rtemap_0         | hugetlb      | heuristic",
        "rw-p 00000000 00:36 7 /dev/hugepages/pool (deleted)     | hugetlb      | heuristic",
        "rw-s 00000000 00:36 7 /srv/jail/dev/hugepages/pool      | hugetlb      | heuristic",
        "rw-s 00000000 fe:00 7 /src/dev/hugepages/pool           | file         | kernel",
        "rw-s 00000000 00:31 7 /srv/jail/dev/shm/pools/a         | shared-memory | heuristic",
        "rw-s 00000000 fe:00 7 /src/dev/shm/a                    | file         | kernel",
        "rw-s 00000000 00:04 7 /dev/ashmem/dalvik-main (deleted) | shared-memory | kernel",
        "rw-s 00000000 00:0c 7 socket:[5]    | device         | kernel",
        "rw-s 00000000 00:0e 7 anon_inode:[perf_event]            | other        | kernel"
      })
  void findsTheCategoryOfAMappingAlone(String rest, String category, String source) {
    ClassifiedMapping mapping = alone("00400000-00402000 " + rest);
    assertThat(mapping.category()).hasToString(category);
    assertThat(mapping.categorySource()).hasToString(source);
  }

  /// What lies below `/dev`, by the file system that holds it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hugetlbfs | rw-s | /dev/hugepages1G/rtemap_0      | file   | hugetlb       | kernel",
        "hugetlbfs | rw-s | /dev/huge/rtemap_0             | file   | hugetlb       | kernel",
        "hugetlbfs | rw-p | /mnt/pages/rtemap_0 (deleted)  | file   | hugetlb       | kernel",
        "hugetlbfs | rw-s | /srv/jail/dev/shm2/a           | file   | hugetlb       | kernel",
        "tmpfs     | rw-s | /dev/hugepages1G/not           | file   | file          | kernel",
        "tmpfs     | rw-s | /dev/shm/pools/a               | file   | shared-memory | heuristic",
        "tmpfs     | rw-s | /srv/jail/dev/shm/a            | file   | shared-memory | heuristic",
        "ext4      | rw-s | /dev/shm/a                     | file   | file          | kernel",
        "overlay   | r-xp | /src/dev/shm/a.so              | file   | code          | kernel",
        "devtmpfs  | rw-s | /dev/nvidia0                   | device | device        | kernel",
        "devtmpfs  | rw-s | /srv/jail/dev/fb0              | device | device        | kernel",
        "devtmpfs  | rw-p | /dev/zero                      | anonymous | anonymous  | kernel",
        "tmpfs     | rw-s | /dev/nvidia0                   | device | device        | heuristic",
        "tmpfs     | rw-s | /srv/jail/dev/fb0              | file   | file          | kernel",
      })
  void believesFileSystemsBeforePaths(
      String type, String permissions, String path, String kind, String category, String source) {
    ProcessFacts facts = new ProcessFacts(OptionalInt.of(1), Map.of(new Device(0, 0x36), type));
    byte[] line =
        Listings.bytes(
            "7f0000000000-7f0000400000 " + permissions + " 00000000 00:36 7 " + path + "\n");
    ClassifiedMapping mapping = parse(line, facts).getFirst();
    assertThat(mapping.backing().kind()).hasToString(kind);
    assertThat(mapping.category()).hasToString(category);
    assertThat(mapping.categorySource()).hasToString(source);
    Mapping alone = MapsParser.parse(line, "maps").getFirst().mapping();
    assertThat(MappingReader.ofPlain(List.of(alone), facts).getFirst())
        .hasValueSatisfying(same -> {
          assertThat(same.backing()).isEqualTo(mapping.backing());
          assertThat(same.category()).isEqualTo(mapping.category());
        });
  }

  /// The same by the flags of `smaps`, on a machine whose mounts are not known.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rd wr sh ht    | /dev/hugepages1G/rtemap_0 | file   | hugetlb | kernel",
        "rd wr sh ht    | /dev/huge/rtemap_0        | file   | hugetlb | kernel",
        "rd wr sh       | /dev/hugepages1G/not      | file   | file    | kernel",
        "rd wr sh pf io | /dev/mem                  | device | device  | kernel",
        "rd wr sh pf io | /srv/jail/dev/mem         | device | device  | kernel",
        "rd wr sh       | /dev/fb0                  | device | device  | heuristic",
      })
  void believesFlagsBeforePaths(
      String flags, String path, String kind, String category, String source) {
    String entry =
        "7f0000000000-7f0000400000 rw-s 00000000 00:36 7 " + path + "\nVmFlags: " + flags + " \n";
    MappingReader parser =
        MappingReader.ofSmaps(new ByteArrayInputStream(Listings.bytes(entry)), "smaps", false);
    ClassifiedMapping mapping = all(parser).getFirst();
    assertThat(mapping.backing().kind()).hasToString(kind);
    assertThat(mapping.category()).hasToString(category);
    assertThat(mapping.categorySource()).hasToString(source);
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.proc.Captures#LISTINGS")
  void keepsEveryMappingInItsPlace(String file) {
    List<MapsLine> lines = MapsParser.parse(Captures.bytes(file), file);
    assertThat(parse(Captures.bytes(file)))
        .extracting(ClassifiedMapping::mapping)
        .isEqualTo(lines.stream().map(MapsLine::mapping).toList());
  }

  @Test
  void everyCategoryHasAWord() {
    assertThat(MappingCategory.values())
        .allMatch(category -> MappingCategory.of(category.toString()).orElseThrow() == category)
        .extracting(Function.<MappingCategory>identity().andThen(MappingCategory::toString))
        .doesNotHaveDuplicates();
    assertThat(MappingCategory.of("stacks")).isEmpty();
  }
}
