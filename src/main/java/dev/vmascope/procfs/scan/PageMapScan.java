package dev.vmascope.procfs.scan;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The page regions of a process, as the ioctl `PAGEMAP_SCAN` returns them. See `struct
/// pm_scan_arg` and `struct page_region` in `include/uapi/linux/fs.h`, `do_pagemap_scan` in
/// `fs/proc/task_mmu.c`. It only reads: the flag that write-protects pages is never set. Each call
/// takes the lock of the address space for reading, and walks over unmapped addresses as well, so a
/// call covers a bounded range.
final class PageMapScan implements ReadableByteChannel {
  /// `_IOWR('f', 16, struct pm_scan_arg)`.
  private static final long PAGEMAP_SCAN = 0xc0606610L;

  private static final long ARGUMENT_BYTES = 96;
  private static final long REGION_BYTES = 24;
  private static final long REGIONS = 512;
  private static final long PAGES_PER_CALL = 1 << 16;
  private static final long ADDRESSES_PER_CALL = 1L << 30;

  private final KernelFile pagemap;
  private final PageMapSource source;
  private final Deque<AddressRange> ranges;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment argument = arena.allocate(ARGUMENT_BYTES, Long.BYTES);
  private final MemorySegment regions = arena.allocate(REGIONS * REGION_BYTES, Long.BYTES);
  private ByteBuffer found = ByteBuffer.allocate(0);
  private long next;

  /// @param source one of the two sources that scan
  /// @param ranges the mapped ranges, of whole pages, in ascending order
  PageMapScan(KernelFile pagemap, PageMapSource source, List<AddressRange> ranges) {
    this.pagemap = pagemap;
    this.source = source;
    this.ranges = new ArrayDeque<>(ranges);
  }

  /// Whether the kernel behind an open page map supports the ioctl with these flags: it rejects
  /// flags that it does not know.
  static boolean isKnown(KernelFile pagemap, PageMapSource source) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argument = arena.allocate(ARGUMENT_BYTES, Long.BYTES);
      ask(argument, source, 0, LibC.PAGE_BYTES, MemorySegment.NULL);
      return !LibC.ioctl(pagemap.descriptor(), PAGEMAP_SCAN, argument).failed();
    }
  }

  private static void ask(
      MemorySegment argument, PageMapSource source, long start, long end, MemorySegment regions) {
    long guard = source == PageMapSource.SCAN_WITH_GUARDS ? PageRun.GUARD : 0;
    long wanted = PageRun.PRESENT | PageRun.SWAPPED | guard;
    argument.fill((byte) 0);
    argument.set(JAVA_LONG, 0, ARGUMENT_BYTES);
    argument.set(JAVA_LONG, 16, start);
    argument.set(JAVA_LONG, 24, end);
    argument.set(JAVA_LONG, 40, regions.address());
    argument.set(JAVA_LONG, 48, regions.byteSize() / REGION_BYTES);
    argument.set(JAVA_LONG, 56, regions.byteSize() == 0 ? 0 : PAGES_PER_CALL);
    argument.set(JAVA_LONG, 80, wanted);
    argument.set(JAVA_LONG, 88, wanted | PageRun.FILE | PageRun.ZERO | PageRun.HUGE);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    while (!found.hasRemaining()) {
      if (ranges.isEmpty()) {
        return -1;
      }
      scan();
    }
    int count = Math.min(target.remaining(), found.remaining());
    target.put(found.slice(found.position(), count));
    found.position(found.position() + count);
    return count;
  }

  /// Scans from the present position, or from the next mapped range. Small gaps cost less than
  /// another call.
  private void scan() throws IOException {
    next = Math.max(next, ranges.getFirst().start());
    long limit = next + ADDRESSES_PER_CALL;
    long end = ranges.getFirst().end();
    for (AddressRange range : ranges) {
      if (range.start() >= limit) {
        break;
      }
      end = range.end();
    }
    ask(argument, source, next, Math.min(end, limit), regions);
    LibC.Result result = LibC.ioctl(pagemap.descriptor(), PAGEMAP_SCAN, argument);
    if (result.failed()) {
      throw result.exception();
    }
    long walkedTo = argument.get(JAVA_LONG, 32);
    if (walkedTo <= next) {
      throw new IOException("PAGEMAP_SCAN stands still");
    }
    next = walkedTo;
    while (!ranges.isEmpty() && ranges.getFirst().end() <= next) {
      ranges.removeFirst();
    }
    found = regions.asSlice(0, result.value() * REGION_BYTES).asByteBuffer();
  }

  @Override
  public boolean isOpen() {
    return pagemap.isOpen();
  }

  @Override
  public void close() {
    if (pagemap.isOpen()) {
      pagemap.close();
      arena.close();
    }
  }
}
