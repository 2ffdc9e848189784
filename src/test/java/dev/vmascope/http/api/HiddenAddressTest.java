package dev.vmascope.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many bits of an address follow from sizes, which are exact, from gaps as they are shown, and
/// from what is known of some mappings: that they lie at a multiple of something, or within a
/// distance that the kernel chooses at random. Measured on real processes.
class HiddenAddressTest {
  private static final long PAGE = 4096;

  /// A glibc arena and a cage of 4 GiB as V8 has them, each with memory that lies right above it,
  /// and with a hole of three pages above that.
  private static final String PROGRAM =
      """
      #define _GNU_SOURCE
      #include <pthread.h>
      #include <stdint.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <unistd.h>
      static void beside(uintptr_t end) {
        int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
        mmap((void *)(end + 3 * 4096), 4096, PROT_READ, flags, -1, 0);
        mmap((void *)(end + 7 * 4096), 4096, PROT_EXEC, flags, -1, 0);
      }
      static void *arena(void *none) {
        uintptr_t start = (uintptr_t)malloc(4096) & ~(uintptr_t)0x3ffffff;
        beside(start + 0x4000000);
        return none;
      }
      int main(void) {
        for (int i = 0; i < 4; i++) {
          pthread_t thread;
          pthread_create(&thread, NULL, arena, NULL);
          pthread_join(thread, NULL);
        }
        uintptr_t cage = 1ul << 32;
        int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
        uintptr_t start = (uintptr_t)mmap(NULL, 3 * cage, PROT_NONE, flags, -1, 0);
        uintptr_t first = (start + cage - 1) / cage * cage;
        if (first > start) munmap((void *)start, first - start);
        munmap((void *)(first + cage), start + 3 * cage - first - cage);
        beside(first + cage);
        printf("mapped\\n");
        fflush(stdout);
        pause();
      }
      """;

  @TempDir static Path folder = Path.of("");

  /// The gaps as they are shown, in one way.
  ///
  /// @param least the smallest gap that is shown as this
  /// @param most the largest
  private record ShownGap(LongUnaryOperator least, LongUnaryOperator most) {
    /// As answers have them.
    static final ShownGap AS_PLACES =
        new ShownGap(
            HiddenAddress::coarse,
            gap -> {
              long shown = HiddenAddress.coarse(gap);
              return shown == 0 ? (1L << 40) - PAGE : 2 * shown - PAGE;
            });

    /// As powers of two all along.
    static final ShownGap AS_POWERS_OF_TWO =
        new ShownGap(Long::highestOneBit, gap -> gap == 0 ? 0 : 2 * Long.highestOneBit(gap) - PAGE);

    long width(long gap) {
      return most.applyAsLong(gap) - least.applyAsLong(gap);
    }
  }

  private static List<ClassifiedMapping> mappings(long pid) throws IOException {
    byte[] listing = Files.readAllBytes(Path.of("/proc/" + pid + "/maps"));
    MappingReader parser = MappingReader.ofMaps(new ByteArrayInputStream(listing), "maps");
    List<ClassifiedMapping> mappings = new ArrayList<>();
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      if (next.mapping().range().start() >= 0) {
        mappings.add(next);
      }
    }
    return mappings;
  }

  /// What is known of where a mapping lies: a multiple of this.
  private static long alignment(List<ClassifiedMapping> mappings, int index) {
    ClassifiedMapping listed = mappings.get(index);
    long size = listed.mapping().sizeBytes();
    boolean anonymous = listed.backing().kind() == MappingKind.ANONYMOUS;
    if (listed.category() == MappingCategory.GLIBC_ARENA && index + 1 < mappings.size()) {
      long both = size + mappings.get(index + 1).mapping().sizeBytes();
      return both == 64L << 20 ? 64L << 20 : PAGE;
    }
    if (anonymous && size % (1L << 32) == 0) {
      return 1L << 32;
    }
    // Since Linux 6.7.
    return anonymous && size % (2L << 20) == 0 ? 2L << 20 : PAGE;
  }

  /// Within how much the kernel chooses how far a mapping lies above the one below.
  private static long choice(ClassifiedMapping mapping) {
    return switch (mapping.backing().kind()) {
      case HEAP -> 32L << 20;
      case STACK -> 1L << 40;
      case KERNEL -> 2L << 20;
      case FILE, ANONYMOUS, SHARED_ANONYMOUS, MEMFD, SYSV, HUGETLB, DEVICE, ANON_INODE, OTHER ->
          PAGE;
    };
  }

  private static double bits(long range, long uncertain) {
    return Math.max(0, Math.log((double) range / (uncertain + PAGE)) / Math.log(2));
  }

  /// The most that is learnt of any mapping.
  private static double mostLearnt(List<ClassifiedMapping> mappings, ShownGap shown) {
    double most = 0;
    for (int from = 0; from < mappings.size(); from++) {
      long known = alignment(mappings, from);
      long uncertain = 0;
      for (int to = from + 1; to < mappings.size() && known > PAGE; to++) {
        uncertain += shown.width(gapBelow(mappings, to));
        most = Math.max(most, alignment(mappings, to) > PAGE ? 0 : bits(known, uncertain));
      }
      uncertain = 0;
      for (int to = from - 1; to >= 0 && known > PAGE; to--) {
        uncertain += shown.width(gapBelow(mappings, to + 1));
        most = Math.max(most, alignment(mappings, to) > PAGE ? 0 : bits(known, uncertain));
      }
      if (from > 0) {
        long gap = shown.width(gapBelow(mappings, from));
        most = Math.max(most, bits(choice(mappings.get(from)), gap));
      }
    }
    return most;
  }

  private static long gapBelow(List<ClassifiedMapping> mappings, int index) {
    return mappings.get(index).mapping().range().start()
        - mappings.get(index - 1).mapping().range().end();
  }

  @Test
  void nextToArenasAndCagesNoBitIsLearnt() throws Exception {
    Path source = Files.writeString(folder.resolve("program.c"), PROGRAM);
    String program = folder.resolve("program").toString();
    assertThat(
            new ProcessBuilder("gcc", "-pthread", "-o", program, source.toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    Process process = new ProcessBuilder(program).start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("mapped");
      List<ClassifiedMapping> mappings = mappings(process.pid());
      assertThat(mappings)
          .anyMatch(listed -> listed.category() == MappingCategory.GLIBC_ARENA)
          .anyMatch(listed -> listed.mapping().sizeBytes() == 1L << 32);
      assertThat(mostLearnt(mappings, ShownGap.AS_POWERS_OF_TWO)).isGreaterThan(15);
      assertThat(mostLearnt(mappings, ShownGap.AS_PLACES)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void atMostTwoBitsAreLearntOfAnyProcess() throws Exception {
    int controls = 0;
    List<Long> pids = ProcessHandle.allProcesses().map(ProcessHandle::pid).toList();
    for (long pid : pids) {
      Optional<List<ClassifiedMapping>> mappings = readable(pid);
      if (mappings.isPresent()) {
        assertThat(mostLearnt(mappings.get(), ShownGap.AS_PLACES))
            .as("%d", pid)
            .isLessThanOrEqualTo(2);
        controls += mostLearnt(mappings.get(), ShownGap.AS_POWERS_OF_TWO) > 2 ? 1 : 0;
      }
    }
    // This Java virtual machine among them.
    assertThat(controls).isPositive();
  }

  /// Those that end meanwhile, or are of others, are left out.
  private static Optional<List<ClassifiedMapping>> readable(long pid) {
    try {
      return Optional.of(mappings(pid));
    } catch (IOException | MalformedException _) {
      return Optional.empty();
    }
  }
}
