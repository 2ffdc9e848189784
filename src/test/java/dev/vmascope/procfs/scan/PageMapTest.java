package dev.vmascope.procfs.scan;

import static dev.vmascope.procfs.scan.OwnMemory.MADV_FREE;
import static dev.vmascope.procfs.scan.OwnMemory.MADV_GUARD_INSTALL;
import static dev.vmascope.procfs.scan.OwnMemory.MADV_PAGEOUT;
import static dev.vmascope.procfs.scan.OwnMemory.PAGE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.PageState;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.procfs.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Both sources of page states, against pages whose state is known and against each other. Needs
/// Linux 6.16.
class PageMapTest {
  /// The reported state of a guard: before Linux 6.16 that of a swapped page.
  private static long guard(PageMapSource source) {
    return source == PageMapSource.SCAN ? PageRun.SWAPPED : PageRun.GUARD;
  }

  /// Pages: two written, one untouched, one only read, one guard, one untouched, two written.
  @ParameterizedTest
  @EnumSource
  void distinguishesPages(PageMapSource source) throws Throwable {
    try (OwnMemory memory = OwnMemory.ofPages(8)) {
      for (long page : new long[] {0, 1, 6, 7}) {
        memory.bytes().set(JAVA_BYTE, page * PAGE, (byte) 1);
      }
      long before = memory.pagesOf("Rss");
      assertThat(memory.bytes().get(JAVA_BYTE, 3 * PAGE)).isZero();
      // Not every kernel has a page of zeros that all share; that page is not counted as resident.
      boolean shared = memory.pagesOf("Rss") == before;
      memory.advise(4, 1, MADV_GUARD_INSTALL);

      boolean zeroTold = shared && source != PageMapSource.ENTRIES;
      long zero = PageRun.PRESENT | (zeroTold ? PageRun.ZERO : 0);
      assertThat(memory.runs(source))
          .containsExactly(
              memory.run(0, 2, PageRun.PRESENT),
              memory.run(3, 4, zero),
              memory.run(4, 5, guard(source)),
              memory.run(6, 8, PageRun.PRESENT));
    }
  }

  /// The kernel may take such pages (`MADV_FREE`); until then they are there, and of no file.
  @ParameterizedTest
  @EnumSource
  void reportsPagesThatMayBeTakenAsPresent(PageMapSource source) throws Throwable {
    try (OwnMemory memory = OwnMemory.ofPages(16)) {
      memory.bytes().fill((byte) 1);
      memory.advise(4, 8, MADV_FREE);
      memory.advise(8, 1, MADV_GUARD_INSTALL);
      assertThat(memory.runs(source))
          .containsExactly(
              memory.run(0, 8, PageRun.PRESENT),
              memory.run(8, 9, guard(source)),
              memory.run(9, 16, PageRun.PRESENT));
    }
  }

  /// Of 64 pages the lower half is swapped out, and two of these are guards then. Needs swap.
  @ParameterizedTest
  @EnumSource
  void distinguishesSwappedPagesFromGuards(PageMapSource source) throws Throwable {
    assumeThat(swapFreeKilobytes()).as("kB of swap that are free here").isGreaterThan(1024);
    try (OwnMemory memory = OwnMemory.ofPages(64)) {
      for (long page = 0; page < 64; page++) {
        memory.bytes().set(JAVA_LONG, page * PAGE, page + 1);
      }
      // One that the kernel works on at this moment stays.
      await()
          .untilAsserted(() -> {
            memory.advise(0, 32, MADV_PAGEOUT);
            assertThat(memory.pagesOf("Swap")).isEqualTo(32);
          });
      memory.advise(8, 2, MADV_GUARD_INSTALL);
      assertThat(memory.pagesOf("Swap")).as("smaps counts no guards").isEqualTo(30);

      PageRun present = memory.run(32, 64, PageRun.PRESENT);
      List<PageRun> expected =
          source == PageMapSource.SCAN
              ? List.of(memory.run(0, 32, PageRun.SWAPPED), present)
              : List.of(
                  memory.run(0, 8, PageRun.SWAPPED),
                  memory.run(8, 10, PageRun.GUARD),
                  memory.run(10, 32, PageRun.SWAPPED),
                  present);
      assertThat(memory.runs(source)).isEqualTo(expected);
    }
  }

  private static long swapFreeKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("SwapFree:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  @ParameterizedTest
  @EnumSource
  void reportsMemoryThatCanBeShared(PageMapSource source) throws Throwable {
    try (OwnMemory memory = OwnMemory.shared(1)) {
      memory.bytes().set(JAVA_BYTE, 0, (byte) 1);
      assertThat(memory.runs(source))
          .containsExactly(memory.run(0, 1, PageRun.PRESENT | PageRun.FILE));
    }
  }

  /// More regions than one call gives, and more pages than one call walks.
  @ParameterizedTest
  @EnumSource
  void goesOnWhereACallEnded(PageMapSource source) throws Throwable {
    try (OwnMemory memory = OwnMemory.ofPages(80_000)) {
      for (int page = 0; page < 70_000; page++) {
        memory.bytes().set(JAVA_BYTE, page * PAGE, (byte) 1);
      }
      for (int page = 70_000; page < 80_000; page += 2) {
        memory.bytes().set(JAVA_BYTE, page * PAGE, (byte) 1);
      }
      List<PageRun> runs = memory.runs(source);
      // The page at 70,000 goes on from those before.
      assertThat(runs).hasSize(5_000);
      assertThat(runs.getFirst().range().sizeBytes()).isEqualTo(70_001 * PAGE);
      assertThat(runs.stream().mapToLong(run -> run.range().sizeBytes()).sum())
          .isEqualTo(75_000 * PAGE);
    }
  }

  /// Whether a page is of a file, and where it is: of a whole process that stands still.
  @Test
  void bothWaysSayTheSameOfAnotherProcess() throws Exception {
    try (Child child = Child.idle()) {
      List<AddressRange> ranges =
          MapsParser.parse(Files.readAllBytes(child.folder().resolve("maps")), "maps").stream()
              .map(MapsLine::mapping)
              .filter(mapping -> !mapping.isGate())
              .map(mapping -> mapping.range())
              .toList();
      List<PageRun> scanned =
          OwnMemory.runs(child.folder(), PageMapSource.SCAN_WITH_GUARDS, ranges);
      List<PageRun> read = OwnMemory.runs(child.folder(), PageMapSource.ENTRIES, ranges);
      assertThat(scanned).isNotEmpty();
      assertThat(pages(scanned)).isEqualTo(pages(read));
    }
  }

  private record Page(long address, PageState state, boolean file) {}

  private static List<Page> pages(List<PageRun> runs) {
    List<Page> pages = new ArrayList<>();
    for (PageRun run : runs) {
      for (long at = run.range().start(); at < run.range().end(); at += PAGE) {
        pages.add(new Page(at, run.state(), run.is(PageRun.FILE)));
      }
    }
    return pages;
  }

  @Test
  void triesOutWhatTheKernelOffers() {
    assertThat(PageMapSource.of(Path.of("/proc"))).contains(PageMapSource.SCAN_WITH_GUARDS);
    assertThat(PageMapSource.of(Path.of("src/test/resources/proc"))).isEmpty();
  }
}
