package dev.vmascope.mapping.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.CategorySource;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which mappings with a guard below them are stacks of threads, in listings of real programs
/// (`src/test/resources/proc/stacks`) and in small ones.
class ThreadStacksTest {
  private static final String STACK = "7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0 [stack]\n";
  private static final String EXECUTABLE =
      "7ffc00000000-7ffc00021000 rwxp 00000000 00:00 0 [stack]\n";

  private static List<ClassifiedMapping> parse(String maps, OptionalInt threads) {
    return ClassifiedListing.parse(Listings.bytes(maps), new ProcessFacts(threads, Map.of()));
  }

  private static List<String> categories(String maps, OptionalInt threads) {
    return parse(maps, threads).stream().map(listed -> listed.category().toString()).toList();
  }

  private static long count(List<ClassifiedMapping> mappings, MappingCategory category) {
    return mappings.stream().filter(listed -> listed.category() == category).count();
  }

  /// Pairs of a guard and memory, from the top down, as the kernel places them.
  private static String pairs(int count, long guardBytes, long bytes, String permissions) {
    StringBuilder lines = new StringBuilder();
    long start = 0x7f0000001000L;
    for (int i = 0; i < count; i++) {
      long middle = start + guardBytes;
      lines.append(line(start, middle, "---p")).append(line(middle, middle + bytes, permissions));
      start = middle + bytes;
    }
    return lines.toString();
  }

  private static String line(long start, long end, String permissions) {
    return Long.toHexString(start)
        + "-"
        + Long.toHexString(end)
        + " "
        + permissions
        + " 00000000 00:00 0 \n";
  }

  @ParameterizedTest
  @CsvSource({
    "one-thread-guarded,       1, 0, 0",
    "five-threads-guarded,     6, 5, 0",
    "small-stacks-and-kept,    6, 5, 0",
    "partitions-and-threads,   4, 3, 0",
    "executable-stacks,        5, 4, 0",
    "node,                     7, 6, 1",
    "chromium-renderer,        13, 12, 1",
    "jemalloc,                 10, 9, 0",
    "tcmalloc,                 10, 9, 0",
    "mimalloc,                 10, 9, 0",
    "musl,                     13, 12, 0",
    "python,                   8, 7, 0",
    "go,                       7, 0, 0",
  })
  void areAsManyAsThreads(String name, int threads, int stacks, int generated) {
    String maps = Listings.text(Captures.bytes("stacks/" + name + "/maps"));
    List<ClassifiedMapping> mappings = parse(maps, OptionalInt.of(threads));
    assertThat(count(mappings, MappingCategory.THREAD_STACK)).isEqualTo(stacks);
    // A reservation of V8 may touch one.
    assertThat(count(mappings, MappingCategory.GUARD)).isBetween((long) stacks, stacks + 1L);
    assertThat(count(mappings, MappingCategory.JIT)).isEqualTo(generated);
  }

  @Test
  void ofOneThreadThereAreNone() {
    assertThat(categories(pairs(2, 4096, 8 << 20, "rw-p") + STACK, OptionalInt.of(1)))
        .containsExactly("reserved", "anonymous", "reserved", "anonymous", "stack");
  }

  /// A process that is ending has no threads, and a capture may not say.
  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void ofAnUnknownNumberOfThreadsAllThatLookSoAre(int threads) {
    OptionalInt known = threads < 0 ? OptionalInt.empty() : OptionalInt.of(threads);
    assertThat(categories(pairs(2, 4096, 8 << 20, "rw-p") + STACK, known))
        .containsExactly("guard", "thread-stack", "guard", "thread-stack", "stack");
  }

  /// What is called a stack stays one, and the kernel's own word counts for more than a number.
  @Test
  void thoseWithANameAreNotCounted() {
    String named = "7e0000000000-7e0000800000 rw-p 00000000 00:00 0 [anon:stack_and_tls:42]\n";
    assertThat(categories(named + pairs(1, 4096, 8 << 20, "rw-p"), OptionalInt.of(2)))
        .containsExactly("thread-stack", "guard", "thread-stack");
  }

  @ParameterizedTest
  @CsvSource({
    // guard, bytes, how many are taken of four by three threads
    "0x1000, 0x800000, 2",
    "0x1000, 0x20000,  2",
    "0x4000, 0xfc000,  2",
    "0x5000, 0xfc000,  2",
    "0x2000, 0x1f8000, 0",
    "0x1000, 0x12000,  0",
  })
  void moreThanThereCanBeAreTakenByHowRoundTheyAre(String guard, String bytes, int taken) {
    String maps = pairs(4, Long.decode(guard), Long.decode(bytes), "rw-p") + STACK;
    assertThat(count(parse(maps, OptionalInt.of(3)), MappingCategory.THREAD_STACK))
        .isEqualTo(taken);
    assertThat(count(parse(maps, OptionalInt.of(5)), MappingCategory.THREAD_STACK)).isEqualTo(4);
  }

  /// From Linux 6.7 on the kernel aligns large memory to 2 MiB. Of stacks that end below such
  /// memory some begin where an arena of malloc can begin. An arena has its rest above it, and is
  /// not executed.
  @ParameterizedTest
  @CsvSource({
    // the memory at the multiple of 64 MiB, what follows it up to, its category
    "rw-p, 0x200000,  0,         ---p, thread-stack",
    "rw-p, 0x200000,  0x201000,  ---p, thread-stack",
    "rw-p, 0x200000,  0x4000000, r--p, thread-stack",
    "rw-p, 0x200000,  0x4000000, ---p, glibc-arena",
    "rw-p, 0x21000,   0x4000000, ---p, glibc-arena",
    "rw-p, 0x3fff000, 0x4000000, ---p, glibc-arena",
    "rw-p, 0x4000000, 0,         ---p, anonymous",
    "rw-p, 0x8000000, 0,         ---p, anonymous",
    "rwxp, 0x200000,  0x4000000, ---p, thread-stack",
    "rwxp, 0x4000000, 0,         ---p, thread-stack",
  })
  void mayBeginWhereAnArenaCan(
      String permissions, String bytes, String restEnd, String rest, String category) {
    long start = 0x7f0004000000L;
    long end = start + Long.decode(bytes);
    String maps = line(start - 0x1000, start, "---p") + line(start, end, permissions);
    if (Long.decode(restEnd) > 0) {
      maps += line(end, start + Long.decode(restEnd), rest);
    }
    assertThat(categories(maps + EXECUTABLE, OptionalInt.of(2)))
        .startsWith(category.equals("thread-stack") ? "guard" : "reserved", category);
  }

  /// Such as a piece of a Java heap.
  @Test
  void thatAreUnusuallyLargeComeLast() {
    String large = line(0x7e0000001000L, 0x7e0000002000L, "---p");
    large += line(0x7e0000002000L, 0x7e0003e02000L, "rw-p");
    String maps = large + pairs(2, 0x5000, 0xfc000, "rw-p") + STACK;
    assertThat(categories(maps, OptionalInt.of(3)))
        .containsExactly(
            "reserved", "anonymous", "guard", "thread-stack", "guard", "thread-stack", "stack");
    assertThat(categories(maps, OptionalInt.of(4)).subList(0, 2))
        .containsExactly("guard", "thread-stack");
  }

  @Test
  void canBeExecutedOnlyWhereThatOfTheFirstThreadCan() {
    String maps = pairs(2, 4096, 8 << 20, "rwxp");
    OptionalInt three = OptionalInt.of(3);
    assertThat(categories(maps + STACK, three))
        .containsExactly("reserved", "jit", "reserved", "jit", "stack");
    assertThat(categories(maps + EXECUTABLE, three))
        .containsExactly("guard", "thread-stack", "guard", "thread-stack", "stack");
    assertThat(categories(maps + EXECUTABLE, OptionalInt.of(1)))
        .containsExactly("reserved", "jit", "reserved", "jit", "stack");
    assertThat(categories(maps + EXECUTABLE, OptionalInt.empty()))
        .containsExactly("guard", "thread-stack", "guard", "thread-stack", "stack");
  }

  /// The C library keeps the stacks of threads that have ended: of those that can be executed there
  /// are more than threads, all alike. Memory of another size or with another guard is none.
  @ParameterizedTest
  @CsvSource({
    // threads; kept beside two that live; guard and bytes of more; stacks, generated code
    "3, 3, 0x1000, 0x20000,  5, 1",
    "3, 1, 0x2000, 0x700000, 3, 1",
    "3, 0, 0x1000, 0x12000,  2, 1",
    "4, 3, 0x1000, 0x20000,  5, 1",
    "2, 9, 0x1000, 0x20000,  6, 6",
    "1, 3, 0x1000, 0x20000,  0, 6",
  })
  void thatCanBeExecutedAreKeptOfThreadsThatEnded(
      int threads, int kept, String guard, String bytes, int stacks, int generated) {
    String more = line(0x7e0000001000L, 0x7e0000001000L + Long.decode(guard), "---p");
    long start = 0x7e0000001000L + Long.decode(guard);
    more += line(start, start + Long.decode(bytes), "rwxp");
    String maps = more + pairs(2 + kept, 4096, 8 << 20, "rwxp") + EXECUTABLE;
    List<ClassifiedMapping> mappings = parse(maps, OptionalInt.of(threads));
    assertThat(count(mappings, MappingCategory.THREAD_STACK)).isEqualTo(stacks);
    assertThat(count(mappings, MappingCategory.GUARD)).isEqualTo(stacks);
    assertThat(count(mappings, MappingCategory.JIT)).isEqualTo(generated);
    assertThat(mappings)
        .filteredOn(listed -> listed.category() == MappingCategory.THREAD_STACK)
        .allMatch(listed -> listed.categorySource() == CategorySource.HEURISTIC);
  }

  @Test
  void thatCannotBeExecutedAreNeverMoreThanThreads() {
    String maps = pairs(5, 4096, 8 << 20, "rw-p");
    for (String first : List.of(STACK, EXECUTABLE)) {
      List<ClassifiedMapping> mappings = parse(maps + first, OptionalInt.of(3));
      assertThat(count(mappings, MappingCategory.THREAD_STACK)).isEqualTo(2);
    }
  }

  /// A 32-bit machine whose C library asks for stacks that can be executed.
  @Test
  void canBeExecutedOn32BitToo() {
    String maps =
        """
        7e1ff000-7e200000 ---p 00000000 00:00 0
        7e200000-7e9ff000 rwxp 00000000 00:00 0
        7eb5d000-7eb7e000 rwxp 00000000 00:00 0          [stack]
        """;
    assertThat(categories(maps, OptionalInt.of(2)))
        .containsExactly("guard", "thread-stack", "stack");
  }

  @Test
  void areNotToldByNeighboursAlone() {
    List<Mapping> mappings =
        MapsParser.parse(Listings.bytes(pairs(1, 4096, 8 << 20, "rw-p")), "maps").stream()
            .map(MapsLine::mapping)
            .toList();
    assertThat(MappingReader.ofPlain(mappings, new ProcessFacts(OptionalInt.of(2), Map.of())))
        .allMatch(listed -> listed.isEmpty());
    assertThat(MappingReader.ofPlain(mappings, new ProcessFacts(OptionalInt.of(1), Map.of())))
        .extracting(listed -> listed.orElseThrow().category().toString())
        .containsExactly("reserved", "anonymous");
  }
}
