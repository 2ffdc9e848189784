package dev.vmascope.procfs.scan;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.proc.PageRunParser;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
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

/// A mapping of this process, without huge pages, until it is closed; and what the kernel says of
/// pages.
///
/// @param bytes what is mapped
@SuppressWarnings("restricted")
record OwnMemory(MemorySegment bytes) implements AutoCloseable {
  static final long PAGE = LibC.PAGE_BYTES;
  static final int MADV_FREE = 8;
  static final int MADV_PAGEOUT = 21;
  static final int MADV_GUARD_INSTALL = 102;

  private static final int MADV_NOHUGEPAGE = 15;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int MAP_SHARED_ANONYMOUS = 0x21;

  /// Private anonymous memory.
  static OwnMemory ofPages(int pages) throws Throwable {
    OwnMemory memory = map(pages, MAP_PRIVATE_ANONYMOUS);
    memory.advise(0, pages, MADV_NOHUGEPAGE);
    return memory;
  }

  /// Memory that can be shared.
  static OwnMemory shared(int pages) throws Throwable {
    return map(pages, MAP_SHARED_ANONYMOUS);
  }

  private static OwnMemory map(int pages, int flags) throws Throwable {
    MethodHandle mmap =
        call(
            "mmap",
            FunctionDescriptor.of(
                ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    MemorySegment mapped =
        (MemorySegment)
            mmap.invokeExact(MemorySegment.NULL, pages * PAGE, PROT_READ_WRITE, flags, -1, 0L);
    return new OwnMemory(mapped.reinterpret(pages * PAGE));
  }

  private static MethodHandle call(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  /// Calls `madvise` for pages of it.
  void advise(long first, long pages, int advice) throws Throwable {
    MethodHandle madvise =
        call("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    MemorySegment part = bytes.asSlice(first * PAGE, pages * PAGE);
    int failed = (int) madvise.invokeExact(part, part.byteSize(), advice);
    assertThat(failed).isZero();
  }

  /// The addresses of pages of it.
  AddressRange range(long first, long end) {
    return new AddressRange(bytes.address() + first * PAGE, bytes.address() + end * PAGE);
  }

  /// Pages of it of which the kernel says the same.
  PageRun run(long first, long end, long categories) {
    return new PageRun(range(first, end), categories);
  }

  /// All that the kernel says of its pages.
  List<PageRun> runs(PageMapSource source) throws IOException {
    return runs(Path.of("/proc/self"), source, List.of(range(0, bytes.byteSize() / PAGE)));
  }

  /// What the kernel says of pages of a process.
  static List<PageRun> runs(Path process, PageMapSource source, List<AddressRange> ranges)
      throws IOException {
    Path pagemap = process.resolve("pagemap");
    List<PageRun> runs = new ArrayList<>();
    try (ReadableByteChannel channel =
        source == PageMapSource.ENTRIES
            ? new PageMapEntries(KernelFile.open(pagemap), ranges)
            : new PageMapScan(KernelFile.open(pagemap), source, ranges)) {
      PageRunParser parser = new PageRunParser(Channels.newInputStream(channel), "pagemap");
      for (PageRun run = parser.next(); run != null; run = parser.next()) {
        runs.add(run);
      }
    }
    return runs;
  }

  /// A number of pages, of what smaps says in kB of the mapping that it is in.
  long pagesOf(String key) throws IOException {
    long address = bytes.address();
    boolean within = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      String[] range = line.split("[- ]", 3);
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        within =
            Long.compareUnsigned(Long.parseUnsignedLong(range[0], 16), address) <= 0
                && Long.compareUnsigned(Long.parseUnsignedLong(range[1], 16), address) > 0;
      } else if (within && line.startsWith(key + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / PAGE;
      }
    }
    throw new AssertionError("no mapping at " + Long.toHexString(address));
  }

  @Override
  public void close() {
    try {
      MethodHandle munmap = call("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
      int failed = (int) munmap.invokeExact(bytes, bytes.byteSize());
      assertThat(failed).isZero();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
