package dev.vmascope.procfs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.MapsLine;
import dev.vmascope.mapping.MapsParser;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.PageRunParser;
import dev.vmascope.mapping.PageState;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Both ways to tell pages, against pages whose state is known and against each other. Needs Linux
/// 6.16.
@SuppressWarnings("restricted")
class PageMapTest {
  private static final Path SELF = Path.of("/proc/self");
  private static final long PAGE = LibC.PAGE_BYTES;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int MAP_SHARED_ANONYMOUS = 0x21;
  private static final int MADV_NOHUGEPAGE = 15;
  private static final int MADV_GUARD_INSTALL = 102;

  private static List<PageRun> runs(ReadableByteChannel channel) throws IOException {
    List<PageRun> runs = new ArrayList<>();
    try (channel) {
      PageRunParser parser = new PageRunParser(Channels.newInputStream(channel), "pagemap");
      for (PageRun run = parser.next(); run != null; run = parser.next()) {
        runs.add(run);
      }
    }
    return runs;
  }

  private static List<PageRun> runs(Path process, PageMapSource source, List<AddressRange> ranges)
      throws IOException {
    Path pagemap = process.resolve("pagemap");
    return runs(
        source == PageMapSource.ENTRIES
            ? new PageMapEntries(KernelFile.open(pagemap), ranges)
            : new PageMapScan(KernelFile.open(pagemap), source, ranges));
  }

  private static MethodHandle call(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  private static MemorySegment map(int pages, int flags) throws Throwable {
    MethodHandle mmap =
        call(
            "mmap",
            FunctionDescriptor.of(
                ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    MemorySegment mapped =
        (MemorySegment)
            mmap.invokeExact(MemorySegment.NULL, pages * PAGE, PROT_READ_WRITE, flags, -1, 0L);
    MemorySegment memory = mapped.reinterpret(pages * PAGE);
    if (flags == MAP_PRIVATE_ANONYMOUS) {
      advise(memory, MADV_NOHUGEPAGE);
    }
    return memory;
  }

  private static void advise(MemorySegment memory, int advice) throws Throwable {
    MethodHandle madvise =
        call("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    int failed = (int) madvise.invokeExact(memory, memory.byteSize(), advice);
    assertThat(failed).isZero();
  }

  private static void unmap(MemorySegment memory) throws Throwable {
    MethodHandle munmap = call("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    int failed = (int) munmap.invokeExact(memory, memory.byteSize());
    assertThat(failed).isZero();
  }

  /// What smaps says of the mapping that contains an address.
  private static long residentKilobytes(long address) throws IOException {
    boolean within = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      String[] range = line.split("[- ]", 3);
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        within =
            Long.compareUnsigned(Long.parseUnsignedLong(range[0], 16), address) <= 0
                && Long.compareUnsigned(Long.parseUnsignedLong(range[1], 16), address) > 0;
      } else if (within && line.startsWith("Rss:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new AssertionError("no mapping at " + Long.toHexString(address));
  }

  /// Pages: two written, one untouched, one only read, one guard, one untouched, two written.
  @ParameterizedTest
  @EnumSource
  void tellsPagesApart(PageMapSource source) throws Throwable {
    MemorySegment memory = map(8, MAP_PRIVATE_ANONYMOUS);
    try {
      for (long page : new long[] {0, 1, 6, 7}) {
        memory.set(JAVA_BYTE, page * PAGE, (byte) 1);
      }
      long before = residentKilobytes(memory.address());
      assertThat(memory.get(JAVA_BYTE, 3 * PAGE)).isZero();
      // Not every kernel has a page of zeros that all share; that page is not counted as resident.
      boolean shared = residentKilobytes(memory.address()) == before;
      advise(memory.asSlice(4 * PAGE, PAGE), MADV_GUARD_INSTALL);

      long at = memory.address();
      boolean zeroTold = shared && source != PageMapSource.ENTRIES;
      long zero = PageRun.PRESENT | (zeroTold ? PageRun.ZERO : 0);
      long guard = source == PageMapSource.SCAN ? PageRun.SWAPPED : PageRun.GUARD;
      assertThat(runs(SELF, source, List.of(new AddressRange(at, at + 8 * PAGE))))
          .containsExactly(
              new PageRun(new AddressRange(at, at + 2 * PAGE), PageRun.PRESENT),
              new PageRun(new AddressRange(at + 3 * PAGE, at + 4 * PAGE), zero),
              new PageRun(new AddressRange(at + 4 * PAGE, at + 5 * PAGE), guard),
              new PageRun(new AddressRange(at + 6 * PAGE, at + 8 * PAGE), PageRun.PRESENT));
    } finally {
      unmap(memory);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsMemoryThatCanBeShared(PageMapSource source) throws Throwable {
    MemorySegment memory = map(1, MAP_SHARED_ANONYMOUS);
    try {
      memory.set(JAVA_BYTE, 0, (byte) 1);
      AddressRange range = new AddressRange(memory.address(), memory.address() + PAGE);
      assertThat(runs(SELF, source, List.of(range)))
          .containsExactly(new PageRun(range, PageRun.PRESENT | PageRun.FILE));
    } finally {
      unmap(memory);
    }
  }

  /// More regions than one call gives, and more pages than one call walks.
  @ParameterizedTest
  @EnumSource
  void goesOnWhereACallEnded(PageMapSource source) throws Throwable {
    MemorySegment memory = map(80_000, MAP_PRIVATE_ANONYMOUS);
    try {
      for (int page = 0; page < 70_000; page++) {
        memory.set(JAVA_BYTE, page * PAGE, (byte) 1);
      }
      for (int page = 70_000; page < 80_000; page += 2) {
        memory.set(JAVA_BYTE, page * PAGE, (byte) 1);
      }
      AddressRange range = new AddressRange(memory.address(), memory.address() + 80_000 * PAGE);
      List<PageRun> runs = runs(SELF, source, List.of(range));
      // The page at 70,000 goes on from those before.
      assertThat(runs).hasSize(5_000);
      assertThat(runs.getFirst().range().sizeBytes()).isEqualTo(70_001 * PAGE);
      assertThat(runs.stream().mapToLong(run -> run.range().sizeBytes()).sum())
          .isEqualTo(75_000 * PAGE);
    } finally {
      unmap(memory);
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
      List<PageRun> scanned = runs(child.folder(), PageMapSource.SCAN_WITH_GUARDS, ranges);
      List<PageRun> read = runs(child.folder(), PageMapSource.ENTRIES, ranges);
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
