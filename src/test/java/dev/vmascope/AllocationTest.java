package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.MappingSource;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The bytes that the hot loops allocate for a mapping. They are the same on every machine, unlike
/// times: a fifth more than what was measured fails.
class AllocationTest {
  private static final int MAPPINGS = 10_000;
  private static final int WARM_UP = 3;
  private static final double TOLERANCE = 1.2;

  private static final byte[] MAPS = listing("");
  private static final byte[] SMAPS = listing(SmapsUsage.TEXT);

  /// A work that may fail.
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /// Mappings of a page each, every second of which can be written.
  private static byte[] listing(String usage) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < MAPPINGS; i++) {
      long start = 0x7f00_0000_0000L + i * 0x1000L;
      lines.append(
          String.format(
              Locale.ROOT,
              "%x-%x %s 00000000 00:00 0 \n%s",
              start,
              start + 0x1000,
              i % 2 == 0 ? "r--p" : "rw-p",
              usage));
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static long allocatedPerMapping(Work work) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return (threads.getCurrentThreadAllocatedBytes() - before) / MAPPINGS;
  }

  private static void assertAllocates(long measured, Work work) throws IOException {
    long allocated = allocatedPerMapping(work);
    System.out.printf("%d bytes for a mapping, %d when it was measured%n", allocated, measured);
    assertThat((double) allocated).isLessThanOrEqualTo(measured * TOLERANCE);
  }

  private static MappingReader maps() {
    return MappingReader.ofMaps(new ByteArrayInputStream(MAPS), "maps");
  }

  private static void drain(MappingReader reader) throws IOException {
    int count = 0;
    while (reader.next() != null) {
      count++;
    }
    assertThat(count).isEqualTo(MAPPINGS);
  }

  @Test
  void ofParsingMaps() throws IOException {
    assertAllocates(
        110,
        () -> {
          MapsParser parser = new MapsParser(new ByteArrayInputStream(MAPS), "maps");
          int count = 0;
          while (parser.next() != null) {
            count++;
          }
          assertThat(count).isEqualTo(MAPPINGS);
        });
  }

  @Test
  void ofClassifyingMaps() throws IOException {
    assertAllocates(419, () -> drain(maps()));
  }

  @Test
  void ofClassifyingSmaps() throws IOException {
    assertAllocates(
        821, () -> drain(MappingReader.ofSmaps(new ByteArrayInputStream(SMAPS), "smaps", false)));
  }

  @Test
  void ofComparingEqualListings() throws IOException {
    assertAllocates(
        839,
        () -> {
          MappingSource before = maps()::next;
          MappingSource after = maps()::next;
          assertThat(AddressSpaceDiff.of(before, after, Long.MAX_VALUE).changes()).isEmpty();
        });
  }
}
