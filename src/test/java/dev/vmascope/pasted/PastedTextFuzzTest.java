package dev.vmascope.pasted;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that somebody has damaged or made up: a listing or a complaint, at a cost in proportion to
/// their size, and never the secrets around the listing.
class PastedTextFuzzTest {
  private static final int MUTATIONS = Integer.getInteger("pasted.mutations", 400);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_129L);
  private static final byte[] EDITS = {'\n', '\r', '\t', '>', ' ', 0, '-', 'x', '\\', '"'};
  private static final String SECRET = "hunter2";
  private static final int LARGEST_SAMPLE = 13_000;
  private static final int SIZE = 1 << 16;

  /// Of each byte of a text: what the grammars and their complaints allocate.
  private static final long MOST_BYTES = 700;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Random random = new Random(SEED);

  @Test
  void aDamagedTextIsAListingOrAComplaint() throws IOException {
    List<byte[]> samples =
        Samples.names().stream()
            .map(Samples::bytes)
            .filter(sample -> sample.length < LARGEST_SAMPLE)
            .toList();
    int listings = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] text = mutated(samples);
      try {
        PastedListing listing = Samples.read(text);
        assertThat(read(listing)).isBetween(1, listing.mappings());
        listings++;
      } catch (PastedTextException e) {
        assertThat(e.line()).isPositive();
        assertThat(e.column()).isPositive();
        assertThat(e.getMessage()).doesNotContain(SECRET);
      }
    }
    assertThat(listings).isBetween(MUTATIONS / 10, MUTATIONS);
  }

  private static int read(PastedListing listing) throws IOException {
    MappingReader reader = listing.reader(UnaryOperator.identity());
    int count = 0;
    while (reader.next() != null) {
      count++;
    }
    return count;
  }

  private byte[] mutated(List<byte[]> samples) {
    byte[] text = samples.get(random.nextInt(samples.size())).clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(text.length);
      int length = Math.min(text.length - from, 1 + random.nextInt(200));
      byte[] other = samples.get(random.nextInt(samples.size()));
      int part = random.nextInt(other.length);
      ByteArrayOutputStream mutant = new ByteArrayOutputStream();
      mutant.write(text, 0, from);
      switch (random.nextInt(5)) {
        case 0 -> mutant.write(random.nextInt(256));
        case 1 -> mutant.write(other, part, Math.min(other.length - part, length));
        case 2 -> mutant.write(text, from, length);
        case 3 -> mutant.write(EDITS[random.nextInt(EDITS.length)]);
        default -> length = Math.min(length, 3);
      }
      boolean inserted = random.nextBoolean();
      int rest = inserted ? from : from + length;
      mutant.write(text, rest, text.length - rest);
      text = mutant.toByteArray();
    }
    return text;
  }

  @Test
  void neverHasWhatStandsAroundTheListing() {
    for (String name : Samples.names()) {
      String text = Samples.text(name);
      assertThat(Samples.kernelText(Samples.read(Samples.bytes(name))))
          .as(name)
          .doesNotContain(SECRET);
      String inOneLine = text.replace('\n', ' ');
      try {
        PastedListing listing = Samples.read(inOneLine.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(listing.mappings()).as(name).isPositive();
      } catch (PastedTextException e) {
        assertThat(e.getMessage()).as(name).doesNotContain(SECRET);
      }
    }
    assertThat(Samples.text("hs_err.txt")).contains(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|",
        "> |",
        "0",
        "0|",
        "1000-2000|",
        "00001000-00002000 rw-p 00000000 00:00|",
        "00001000-00002000 rw-p 00000000 00:00 1|/a|",
        "00001000-00002000 rw-p 00000000 00:00 0|",
        "00001000-00002000 rw-p 00000000 00:00 0|Size: 4 kB|",
        "00001000-00002000\trw-p\t00000000\t00:00\t0\t|",
        "Address Perm Size Mapping|",
        "0x1000 0x2000 0x1000 0x0 r--p|",
        "0x0000000000001000 0x0000000000002000 0x0|/a|",
        "[0x1000-0x2000) ---|",
        "==1==Process memory map follows:|",
        "0x1000-0x2000\t|",
        "--1:1: aspacem <<< SHOW_SEGMENTS|",
        "--1:1: aspacem (1,2,3) /a|",
        "--1:1: aspacem   1: anon 0000001000-0000001fff    4096 rw---|",
        "PERF_RECORD_MMAP 1/1: [0x1000(0x1000) @ 0]: x|",
        "PERF_RECORD_MMAP2 1/1: [0x1000(0x1000) @ 0 0:0 0 0]: r--p /a|",
        "PERF_RECORD_COMM exec: a:1/1|",
        "\"COREDUMP_PROC_MAPS\":",
        "\"COREDUMP_PROC_MAPS\":\"\\u00",
        "COREDUMP_PROC_MAPS|\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000a|"
      })
  void costsInProportionToTheSize(String lines) {
    String part = lines.replace('|', '\n');
    byte[] text = part.repeat(SIZE / part.length()).getBytes(StandardCharsets.ISO_8859_1);
    byte[] beginning = part.repeat(SIZE / 16 / part.length()).getBytes(StandardCharsets.ISO_8859_1);

    allocated(beginning);
    assertThat(allocated(beginning) / beginning.length).isLessThan(MOST_BYTES);
    assertThat(allocated(text) / text.length).isLessThan(MOST_BYTES);
  }

  private static long allocated(byte[] text) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      assertThat(Samples.read(text).mappings()).isPositive();
    } catch (PastedTextException e) {
      assertThat(e.line()).isPositive();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
