package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.space.JavaMachineCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Java heaps that lie anywhere, of machines with twenty threads and as many arenas, held against
/// what the machines say themselves (`src/test/resources/proc/java-machines/heaps`).
class JavaHeapsTest {
  private static final Path FOLDER = Path.of("src/test/resources/proc/java-machines/heaps");

  static final List<String> ALL = all();

  private static List<String> all() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> "heaps/" + folder.getFileName()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Heaps that are not recognised, or not wholly: they have no tables with gaps, or are files.
  private static final Set<String> UNRECOGNISED =
      Set.of(
          "heaps/17-shen-1g-n",
          "heaps/17-shen-2g-n",
          "heaps/shen-512-n",
          "heaps/shen-1g-n",
          "heaps/shen-2g-n",
          "heaps/eps-1g-n",
          "heaps/g1-1g-n-thp",
          "heaps/g1-256-shm",
          "heaps/z-256-shm");

  static final List<String> RECOGNISED =
      ALL.stream().filter(name -> !UNRECOGNISED.contains(name)).toList();

  /// A mapping of the kernel may hold a page of something else that touches the heap.
  @ParameterizedTest
  @FieldSource("ALL")
  void takesNothingElseForTheHeap(String name) {
    JavaMachineCapture machine = JavaMachineCapture.of(name);
    long inHeap =
        machine.mappings().stream()
            .filter(listed -> listed.category() == MappingCategory.JAVA_HEAP)
            .mapToLong(listed -> listed.mapping().sizeBytes())
            .sum();
    long tagged = machine.bytes("JAVAHEAP"::equals, MappingCategory.JAVA_HEAP);
    assertThat(inHeap - tagged).isBetween(0L, 4096L);
  }

  @ParameterizedTest
  @FieldSource("RECOGNISED")
  void findsTheHeap(String name) {
    JavaMachineCapture machine = JavaMachineCapture.of(name);
    double found = machine.bytes("JAVAHEAP"::equals, MappingCategory.JAVA_HEAP);
    assertThat(found / machine.bytes("JAVAHEAP"::equals)).isGreaterThan(0.99);
  }

  /// Arenas stay arenas, of every machine that has some.
  @ParameterizedTest
  @FieldSource("ALL")
  void leavesArenasToTheCLibrary(String name) {
    assertThat(JavaMachineCapture.of(name).mappings())
        .filteredOn(listed -> listed.category() == MappingCategory.GLIBC_ARENA)
        .hasSizeGreaterThan(5);
  }
}
