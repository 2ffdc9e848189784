package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Listings;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.JavaMachineCapture;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What real Java virtual machines use their memory for, held against what they say themselves.
class JavaMachinesTest {
  private static final Set<String> METASPACE = Set.of("META", "CLASS");
  private static final Set<MappingCategory> JAVA =
      Set.of(
          MappingCategory.JAVA_HEAP,
          MappingCategory.JAVA_METASPACE,
          MappingCategory.JAVA_CODE,
          MappingCategory.JAVA_OTHER);

  /// A heap that is all committed, and lies anywhere, is not recognised.
  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.space.JavaMachineCapture#ALL")
  void findsTheHeapOrNone(String name) {
    JavaMachineCapture machine = JavaMachineCapture.of(name);
    boolean unrecognised = name.equals("shenandoah-uncompressed");
    assertThat(machine.bytes("JAVAHEAP"::equals, MappingCategory.JAVA_HEAP))
        .isEqualTo(unrecognised ? 0 : machine.bytes("JAVAHEAP"::equals));
  }

  /// A mapping of the kernel may hold two things that touch, and has one category.
  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.space.JavaMachineCapture#ALL")
  void takesNothingElseForTheHeap(String name) {
    JavaMachineCapture machine = JavaMachineCapture.of(name);
    long inHeap =
        machine.mappings().stream()
            .filter(listed -> listed.category() == MappingCategory.JAVA_HEAP)
            .mapToLong(listed -> listed.mapping().sizeBytes())
            .sum();
    long tagged = machine.bytes("JAVAHEAP"::equals, MappingCategory.JAVA_HEAP);
    assertThat(inHeap - tagged).isZero();
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.space.JavaMachineCapture#ALL")
  void findsAllOfMetaspaceAndNothingElse(String name) {
    JavaMachineCapture machine = JavaMachineCapture.of(name);
    long found = machine.bytes(METASPACE::contains, MappingCategory.JAVA_METASPACE);
    assertThat(found).isEqualTo(machine.bytes(METASPACE::contains));
    assertThat(machine.bytes(_ -> true, MappingCategory.JAVA_METASPACE)).isEqualTo(found);
  }

  /// The tables of where code begins lie elsewhere, in small pieces.
  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.space.JavaMachineCapture#ALL")
  void findsTheCodeCacheAndNothingElse(String name) {
    JavaMachineCapture machine = JavaMachineCapture.of(name);
    long found = machine.bytes("CODE"::equals, MappingCategory.JAVA_CODE);
    assertThat((double) found / machine.bytes("CODE"::equals)).isGreaterThan(0.98);
    assertThat(machine.bytes(_ -> true, MappingCategory.JAVA_CODE)).isEqualTo(found);
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.space.JavaMachineCapture#ALL")
  void takesNothingOfTheMachineForStacksOrArenas(String name) {
    JavaMachineCapture machine = JavaMachineCapture.of(name);
    assertThat(machine.bytes(tag -> !tag.equals("STACK"), MappingCategory.THREAD_STACK)).isZero();
    assertThat(machine.bytes(_ -> true, MappingCategory.GLIBC_ARENA)).isZero();
    assertThat(
            machine.bytes("STACK"::equals, MappingCategory.THREAD_STACK)
                + machine.bytes("STACK"::equals, MappingCategory.GUARD))
        .isEqualTo(machine.bytes("STACK"::equals));
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.space.JavaMachineCapture#ALL")
  void saysThatItGuesses(String name) {
    assertThat(JavaMachineCapture.of(name).mappings())
        .filteredOn(listed -> JAVA.contains(listed.category()))
        .isNotEmpty()
        .allSatisfy(listed -> {
          boolean named = listed.name().text().equals("/memfd:java_heap");
          assertThat(listed.categorySource())
              .isEqualTo(named ? CategorySource.KERNEL : CategorySource.HEURISTIC);
        });
  }

  /// The same machines by `smaps`, by a listing that ends anywhere, and without their library.
  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.space.JavaMachineCapture#ALL")
  void agreesWithSmaps(String name) throws IOException {
    byte[] maps = JavaMachineCapture.listing(name);
    String smaps =
        Listings.text(maps)
            .replace("\n", "\nSize:                  4 kB\nVmFlags: rd wr mr mw me ac sd \n");
    MappingReader parser =
        MappingReader.ofSmaps(new ByteArrayInputStream(Listings.bytes(smaps)), "smaps", false);
    List<MappingCategory> categories = new ArrayList<>();
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      categories.add(next.category());
    }
    assertThat(JavaMachineCapture.parse(maps))
        .extracting(ClassifiedMapping::category)
        .isEqualTo(categories);
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.space.JavaMachineCapture#ALL")
  void knowsOnlyWhoHasTheLibrary(String name) {
    String listing = Listings.text(JavaMachineCapture.listing(name));
    assertThat(categories(listing.replace("/libjvm.so", "/libjvm.so.old")))
        .doesNotContainAnyElementsOf(JAVA);
    assertThat(categories(listing.replaceAll("r-xp (.*)/libjvm.so", "r--p $1/libjvm.so")))
        .doesNotContainAnyElementsOf(JAVA);
  }

  private static List<MappingCategory> categories(String listing) {
    return JavaMachineCapture.parse(Listings.bytes(listing)).stream()
        .map(ClassifiedMapping::category)
        .toList();
  }

  /// Random mappings, of a process that maps a file of that name to be looked at closely.
  @Test
  void hasACategoryForWhateverHasTheLibrary() {
    Random random = new Random(20_261_125L);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder listing = new StringBuilder();
      long end = (1L << random.nextInt(20, 46)) & -4096;
      int count = random.nextInt(1, 60);
      for (int i = 0; i < count; i++) {
        long start = end + (random.nextInt(4) == 0 ? 4096L << random.nextInt(18) : 0);
        end = start + (4096L << random.nextInt(20));
        listing.append(line(start, end, random));
      }
      listing.append("7f0000000000-7f0000001000 r-xp 00000000 fe:00 7 /server/libjvm.so\n");
      assertThat(categories(listing.toString())).hasSize(count + 1);
    }
  }

  private static String line(long start, long end, Random random) {
    List<String> rests =
        List.of(
            "rw-p 00000000 00:00 0 ",
            "---p 00000000 00:00 0 ",
            "rwxp 00000000 00:00 0 ",
            "rw-p 00001000 fe:00 9 /classes.jsa",
            "rw-p 00c71000 fe:00 9 /classes.jsa",
            "rw-s 00000000 00:01 8 /memfd:java_heap (deleted)",
            "r--p 00000000 fe:00 9 /file");
    String rest = rests.get(random.nextInt(rests.size()));
    return String.format("%08x-%08x %s\n", start, end, rest);
  }

  /// Whoever names a file so cannot make the service think for long.
  @Test
  void isQuickWithManyMappings() {
    for (List<String> rests :
        List.of(
            List.of("rw-p 00000000 00:00 0 ", "---p 00000000 00:00 0 "),
            List.of("rwxp 00000000 00:00 0 ", "---p 00000000 00:00 0 "),
            List.of("rw-p 00001000 fe:00 9 /classes.jsa"),
            List.of(
                "rw-s 00000000 00:01 8 /memfd:java_heap (deleted)", "---p 00000000 00:00 0 "))) {
      StringBuilder listing = new StringBuilder();
      for (int i = 0; i < 150_000; i++) {
        long start = (1L << 26) + ((long) i << 16);
        String rest = rests.get(i % rests.size());
        listing.append(String.format("%08x-%08x %s\n", start, start + (1 << 16), rest));
      }
      listing.append("7f0000000000-7f0000001000 r-xp 00000000 fe:00 7 /server/libjvm.so\n");
      byte[] bytes = Listings.bytes(listing.toString());
      long began = System.nanoTime();
      JavaMachineCapture.parse(bytes);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
  }
}
