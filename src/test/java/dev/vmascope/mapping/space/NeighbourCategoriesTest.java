package dev.vmascope.mapping.space;

import static dev.vmascope.mapping.CategorySource.HEURISTIC;
import static dev.vmascope.mapping.CategorySource.KERNEL;
import static dev.vmascope.mapping.space.ClassifiedListing.categories;
import static dev.vmascope.mapping.space.ClassifiedListing.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Categories of anonymous mappings by what lies beside them, and of what only seems to.
class NeighbourCategoriesTest {
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
}
