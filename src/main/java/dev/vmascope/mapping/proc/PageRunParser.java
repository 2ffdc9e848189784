package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.text.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A parser of the regions that `PAGEMAP_SCAN` fills in. A `struct page_region` is three numbers of
/// 64 bit in the byte order of the machine (start, end, categories; `include/uapi/linux/fs.h`).
/// Regions that touch and have the same categories become one run: the border between two calls of
/// the kernel says nothing about the pages.
public final class PageRunParser {
  private static final int REGION = 3 * Long.BYTES;

  private final InputStream regions;
  private final String source;
  private final byte[] bytes = new byte[REGION];
  private final ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  private @Nullable PageRun ahead;
  private int read;

  /// A parser at the first region.
  ///
  /// @param source the name of the regions in complaints
  public PageRunParser(InputStream regions, String source) {
    this.regions = regions;
    this.source = source;
  }

  /// The next run, or `null` at the end.
  ///
  /// @throws MalformedException if the bytes are not regions in ascending order
  public @Nullable PageRun next() throws IOException {
    PageRun run = ahead == null ? region(0) : ahead;
    if (run == null) {
      return null;
    }
    ahead = region(run.range().end());
    while (ahead != null
        && ahead.range().start() == run.range().end()
        && ahead.categories() == run.categories()) {
      run =
          new PageRun(new AddressRange(run.range().start(), ahead.range().end()), run.categories());
      ahead = region(run.range().end());
    }
    return run;
  }

  /// @param lowest the lowest address at which it may start
  private @Nullable PageRun region(long lowest) throws IOException {
    int count = regions.readNBytes(bytes, 0, REGION);
    if (count == 0) {
      return null;
    }
    read++;
    long start = numbers.getLong(0);
    long end = numbers.getLong(Long.BYTES);
    if (count < REGION || !AddressRange.isRange(start, end)) {
      throw malformed(count < REGION ? REGION + " bytes" : "a start below an end", count);
    }
    if (Long.compareUnsigned(start, lowest) < 0) {
      throw malformed("a start that is not below the end of the run before", count);
    }
    long categories = numbers.getLong(2 * Long.BYTES);
    if (!PageRun.isPage(categories)) {
      throw malformed("pages that are present, swapped or guards", count);
    }
    return new PageRun(new AddressRange(start, end), categories);
  }

  private MalformedException malformed(String expected, int count) {
    String got = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    return new MalformedException(source, read, 1, expected, got);
  }
}
