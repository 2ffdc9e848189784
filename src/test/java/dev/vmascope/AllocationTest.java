package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vmascope.bench.loop.ListingLoops;
import dev.vmascope.bench.loop.LoopBody;
import dev.vmascope.bench.loop.MadeListing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// The bytes that the hot loops allocate for a mapping. They are the same on every machine, unlike
/// times: a fifth more than what was measured fails.
class AllocationTest {
  private static final int MAPPINGS = 10_000;
  private static final int WARM_UP = 3;
  private static final double TOLERANCE = 1.2;

  private static final byte[] MAPS = MadeListing.plainMaps(MAPPINGS);
  private static final byte[] SMAPS = MadeListing.plainSmaps(MAPPINGS);

  private static long allocatedPerMapping(LoopBody work) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long result = work.run();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(result).isEqualTo(MAPPINGS);
    return allocated / MAPPINGS;
  }

  private static void assertAllocates(long measured, LoopBody work) throws IOException {
    long allocated = allocatedPerMapping(work);
    System.out.printf("%d bytes for a mapping, %d when it was measured%n", allocated, measured);
    assertThat((double) allocated).isLessThanOrEqualTo(measured * TOLERANCE);
  }

  @Test
  void ofParsingMaps() throws IOException {
    assertAllocates(110, () -> ListingLoops.parseMaps(MAPS));
  }

  @Test
  void ofClassifyingMaps() throws IOException {
    assertAllocates(419, () -> ListingLoops.classifyMaps(MAPS));
  }

  @Test
  void ofClassifyingSmaps() throws IOException {
    assertAllocates(821, () -> ListingLoops.classifySmaps(SMAPS));
  }

  @Test
  void ofComparingEqualListings() throws IOException {
    assertAllocates(839, () -> ListingLoops.compareEqual(MAPS));
  }
}
