package dev.vmascope.procfs.scan;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The page regions of a process, assembled from the entries of `/proc/<pid>/pagemap`. An entry has
/// eight bytes for each page (`Documentation/admin-guide/mm/pagemap.rst`). The page frame numbers
/// in them are ignored.
final class PageMapEntries implements ReadableByteChannel {
  private static final long PRESENT = 1L << 63;
  private static final long SWAPPED = 1L << 62;
  private static final long FILE = 1L << 61;
  private static final long GUARD = 1L << 58;

  private static final int PAGES_PER_READ = 1 << 12;

  private final KernelFile pagemap;
  private final Deque<AddressRange> ranges;
  private final ByteBuffer entries =
      ByteBuffer.allocate(PAGES_PER_READ * Long.BYTES).order(ByteOrder.nativeOrder());
  private final ByteBuffer found =
      ByteBuffer.allocate(3 * PAGES_PER_READ * Long.BYTES).order(ByteOrder.nativeOrder()).limit(0);
  private long next;

  /// @param ranges the mapped ranges, of whole pages; nothing is read between them
  PageMapEntries(KernelFile pagemap, List<AddressRange> ranges) {
    this.pagemap = pagemap;
    this.ranges = new ArrayDeque<>(ranges);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    while (!found.hasRemaining()) {
      AddressRange range = ranges.peek();
      if (range == null) {
        return -1;
      }
      next = Math.max(next, range.start());
      if (next == range.end()) {
        ranges.remove();
      } else if (!readEntries(range.end())) {
        return -1;
      }
    }
    int count = Math.min(target.remaining(), found.remaining());
    target.put(found.slice(found.position(), count));
    found.position(found.position() + count);
    return count;
  }

  /// Reads on, up to this end. Nothing is returned once the address space is gone.
  private boolean readEntries(long end) throws IOException {
    long pages = Math.min(PAGES_PER_READ, (end - next) / LibC.PAGE_BYTES);
    entries.clear().limit(Math.toIntExact(pages * Long.BYTES));
    pagemap.position(next / LibC.PAGE_BYTES * Long.BYTES);
    if (pagemap.read(entries) <= 0) {
      return false;
    }
    entries.flip();
    found.clear();
    long start = next;
    long before = 0;
    while (entries.remaining() >= Long.BYTES) {
      long categories = categories(entries.getLong());
      if (categories != before) {
        putRegion(start, before);
        start = next;
        before = categories;
      }
      next += LibC.PAGE_BYTES;
    }
    putRegion(start, before);
    found.flip();
    return true;
  }

  private void putRegion(long start, long categories) {
    if (categories != 0) {
      found.putLong(start).putLong(next).putLong(categories);
    }
  }

  private static long categories(long entry) {
    if ((entry & GUARD) != 0) {
      return PageRun.GUARD;
    }
    long state =
        ((entry & PRESENT) == 0 ? 0 : PageRun.PRESENT)
            | ((entry & SWAPPED) == 0 ? 0 : PageRun.SWAPPED);
    return state == 0 ? 0 : state | ((entry & FILE) == 0 ? 0 : PageRun.FILE);
  }

  @Override
  public boolean isOpen() {
    return pagemap.isOpen();
  }

  @Override
  public void close() {
    pagemap.close();
  }
}
