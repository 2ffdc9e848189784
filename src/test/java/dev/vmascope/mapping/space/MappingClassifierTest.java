package dev.vmascope.mapping.space;

import static dev.vmascope.mapping.CategorySource.HEURISTIC;
import static dev.vmascope.mapping.CategorySource.KERNEL;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class MappingClassifierTest {
  private static List<ClassifiedMapping> parse(byte[] listing) {
    return parse(listing, ProcessFacts.NONE);
  }

  private static List<ClassifiedMapping> parse(byte[] listing, ProcessFacts facts) {
    return all(MappingReader.ofMaps(new ByteArrayInputStream(listing), "maps", facts));
  }

  private static List<ClassifiedMapping> all(MappingReader parser) {
    List<ClassifiedMapping> mappings = new ArrayList<>();
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        mappings.add(next);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return mappings;
  }

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

  @Test
  void findsStacksOfThreadsAboveTheirGuards() {
    assertThat(
            categories(
                """
                7f0000001000-7f0000002000 ---p 00000000 00:00 0
                7f0000002000-7f0000802000 rw-p 00000000 00:00 0
                7f0000802000-7f0000803000 ---p 00000000 00:00 0
                7f0000803000-7f0000806000 ---p 00000000 00:00 0
                7f0000806000-7f0001003000 rw-p 00000000 00:00 0
                """))
        .containsExactly("guard", "thread-stack", "guard", "guard", "thread-stack");
  }

  @Test
  void takesNoGuardForAReservation() {
    // Larger than what lies above it, away from it, too large for a guard, or without a stack.
    assertThat(
            categories(
                """
                7f0000001000-7f0000011000 ---p 00000000 00:00 0
                7f0000011000-7f0000016000 rw-p 00000000 00:00 0
                7f0001000000-7f0001001000 ---p 00000000 00:00 0
                7f0001002000-7f0001802000 rw-p 00000000 00:00 0
                7f0002000000-7f0002200000 ---p 00000000 00:00 0
                7f0002200000-7f0002a00000 rw-p 00000000 00:00 0
                7f0003000000-7f0003001000 ---p 00000000 00:00 0
                """))
        .containsExactly(
            "reserved", "anonymous", "reserved", "anonymous", "reserved", "anonymous", "reserved");
  }

  @Test
  void findsArenas() {
    List<ClassifiedMapping> mappings =
        parse(
            Listings.bytes(
                """
                7f0000000000-7f0000021000 rw-p 00000000 00:00 0
                7f0000021000-7f0004000000 ---p 00000000 00:00 0
                7f0005000000-7f0005021000 rw-p 00000000 00:00 0
                7f0005021000-7f0008000000 ---p 00000000 00:00 0
                """));
    assertThat(mappings)
        .extracting(ClassifiedMapping::category)
        .containsExactly(
            MappingCategory.GLIBC_ARENA,
            MappingCategory.RESERVED,
            MappingCategory.ANONYMOUS,
            MappingCategory.RESERVED);
    assertThat(mappings.getFirst().categorySource()).isEqualTo(HEURISTIC);
    assertThat(mappings.getLast().categorySource()).isEqualTo(KERNEL);
  }

  @Test
  void findsTheHeapOfGo() {
    assertThat(
            categories(
                """
                bffffff000-c000000000 rw-p 00000000 00:00 0
                c000000000-c000c00000 rw-p 00000000 00:00 0
                c000c00000-c004000000 ---p 00000000 00:00 0
                c004000000-c004400000 rw-p 00000000 00:00 0
                c004400000-c008000000 ---p 00000000 00:00 0 [anon: Go: heap reservation]
                ffffc00000-10000000000 rw-p 00000000 00:00 0
                10000000000-10000001000 rw-p 00000000 00:00 0
                """))
        .containsExactly(
            "anonymous", "heap", "reserved", "heap", "reserved", "anonymous", "anonymous");
  }

  /// V8 puts pages anywhere, so also where the heap of Go would be.
  @Test
  void takesNothingElseForTheHeapOfGo() {
    assertThat(
            categories(
                """
                7a2b400000-7a2b440000 rw-p 00000000 00:00 0
                c000001000-c000041000 rw-p 00000000 00:00 0
                c123480000-c1234c0000 rw-p 00000000 00:00 0
                """))
        .containsOnly("anonymous");
  }

  /// V8 has a guard below its code, and stacks of threads are not executable.
  @Test
  void takesNoGeneratedCodeForAStack() {
    assertThat(
            categories(
                """
                7f95a0002000-7f95a0003000 ---p 00000000 00:00 0
                7f95a0003000-7f95a003f000 rwxp 00000000 00:00 0
                7f95a003f000-7f95bfe40000 ---p 00000000 00:00 0
                """))
        .containsExactly("reserved", "jit", "reserved");
  }

  @ParameterizedTest
  @CsvSource({"go/maps, 0", "node/maps, 1"})
  void tellsGeneratedCode(String capture, int mappings) {
    assertThat(parse(Captures.bytes(capture)))
        .filteredOn(mapping -> mapping.category() == MappingCategory.JIT)
        .hasSize(mappings);
    assertThat(parse(Captures.bytes(capture)))
        .noneMatch(mapping -> mapping.category().toString().startsWith("java-"));
  }

  private static List<String> categories(String listing) {
    return parse(Listings.bytes(listing)).stream()
        .map(mapping -> mapping.category().toString())
        .toList();
  }

  /// Eighteen threads; the first one's stack is `[stack]`.
  @Test
  void findsAllThreadsOfAJavaVirtualMachine() {
    Map<MappingCategory, Long> counts =
        parse(Captures.bytes("jvm/maps")).stream()
            .collect(Collectors.groupingBy(ClassifiedMapping::category, Collectors.counting()));
    assertThat(counts)
        .contains(
            entry(MappingCategory.THREAD_STACK, 17L),
            entry(MappingCategory.GUARD, 17L),
            entry(MappingCategory.STACK, 1L),
            entry(MappingCategory.GLIBC_ARENA, 15L));
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

  /// Nothing tells it from other memory.
  @Test
  void takesAnArenaWithoutAReservationForAnonymous() {
    assertThat(
            categories(
                """
                7f0000000000-7f0004000000 rw-p 00000000 00:00 0
                7f0008000000-7f000bfff000 rw-p 00000000 00:00 0
                7f000bfff000-7f000c000000 ---p 00000000 00:00 0
                """))
        .containsExactly("anonymous", "glibc-arena", "reserved");
  }
}
