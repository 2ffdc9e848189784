package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Mutations;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.text.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// A million damaged inputs for each parser: it gives a value, or says what is malformed, and what
/// prints back prints back exactly. The seed is fixed, so a failure repeats; `-Dfuzz.rounds` and
/// `-Dfuzz.seed` make a longer campaign of it.
class ParserFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 1_000_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);

  private static final String SMAPS =
      """
      7f0000001000-7f0000002000 rw-p 00000000 fe:00 12                         /x\\012y (deleted)
      Size:                  4 kB
      KernelPageSize:        4 kB
      Rss:                   4 kB
      Pss:                   1 kB
      Private_Hugetlb:       0 kB
      NewField:              7 kB
      THPeligible:           0
      ProtectionKey:         1
      VmFlags: rd wr mr mw me ac sd zz\s
      7f0000002000-7f0000003000 ---p 00000000 00:00 0\s
      Size:                  4 kB
      Rss:                   0 kB
      VmFlags: mr mw\s
      """;

  @Test
  void maps() {
    List<byte[]> seeds = new ArrayList<>();
    for (String file : Captures.LISTINGS) {
      List<String> lines = Listings.text(Captures.bytes(file)).lines().toList();
      for (int i = 0; i + 2 < lines.size() && i < 12; i += 3) {
        seeds.add(Listings.bytes(String.join("\n", lines.subList(i, i + 3)) + "\n"));
      }
    }
    fuzz(seeds, "maps", bytes -> Listings.reprinted(bytes));
  }

  @Test
  void smaps() {
    fuzz(
        List.of(Listings.bytes(SMAPS)),
        "smaps",
        bytes -> {
          StringBuilder printed = new StringBuilder();
          SmapsParser.parse(bytes, "smaps").forEach(entry -> printed.append(entry.print()));
          return printed.toString();
        });
  }

  @Test
  void numaMaps() {
    String numaMaps =
        """
        7f0000001000 bind:0-1 file=/x\\040y anon=2 dirty=3 mapmax=12 N0=6 N1=3 kernelpagesize_kB=4
        7f0000002000 prefer (many):0-1 heap
        7f0000002000 default file=/anon_hugepage\\040(deleted) huge anon=3 N0=3 kernelpagesize_kB=2048
        """;
    fuzz(
        numaMaps.lines().map(line -> Listings.bytes(line + "\n")).toList(),
        "numa_maps",
        bytes -> {
          StringBuilder printed = new StringBuilder();
          NumaMapsParser.parse(bytes, "numa_maps")
              .forEach(entry -> printed.append(entry.printed().latin1()).append('\n'));
          return printed.toString();
        });
  }

  @Test
  void pageRegions() {
    ByteBuffer regions = ByteBuffer.allocate(72).order(ByteOrder.nativeOrder());
    for (long number : new long[] {0x1000, 0x3000, 8, 0x3000, 0x4000, 8, 0x4000, 0x5000, 0x112}) {
      regions.putLong(number);
    }
    fuzz(
        List.of(regions.array()),
        "pagemap",
        bytes -> {
          PageRunParser parser = new PageRunParser(new ByteArrayInputStream(bytes), "pagemap");
          long lowest = 0;
          try {
            for (PageRun run = parser.next(); run != null; run = parser.next()) {
              assertThat(Long.compareUnsigned(run.range().start(), lowest)).isNotNegative();
              lowest = run.range().end();
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return Listings.text(bytes);
        });
  }

  @Test
  void stat() {
    fuzz(captured("stat"), "stat", bytes -> accepted(bytes, ProcessStat.parse(bytes, "stat")));
  }

  @Test
  void statm() {
    fuzz(
        captured("statm"),
        "statm",
        bytes -> accepted(bytes, ProcessStatm.parse(bytes, 4096, "statm")));
  }

  @Test
  void status() {
    fuzz(
        captured("status"),
        "status",
        bytes -> accepted(bytes, ProcessStatus.parse(bytes, "status")));
  }

  private static List<byte[]> captured(String name) {
    return Captures.PROCESSES.stream()
        .map(process -> Captures.bytes(process + "/" + name))
        .toList();
  }

  /// For what has no text to print back.
  private static String accepted(byte[] bytes, Record value) {
    Objects.requireNonNull(value);
    return Listings.text(bytes);
  }

  private static void fuzz(List<byte[]> seeds, String name, Function<byte[], String> reprint) {
    Mutations mutations = new Mutations(new Random(SEED));
    int malformed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = mutations.damaged(seeds.get(round % seeds.size()));
      try {
        byte[] printed = Listings.bytes(reprint.apply(damaged));
        if (!Arrays.equals(printed, damaged)) {
          assertThat(Listings.text(printed)).as(at(name, round)).isEqualTo(Listings.text(damaged));
        }
      } catch (MalformedException _) {
        malformed++;
      } catch (RuntimeException e) {
        throw new AssertionError(at(name, round), e);
      }
    }
    assertThat(malformed).as(name).isBetween(1, ROUNDS - 1);
  }

  private static String at(String name, int round) {
    return name + ", seed " + SEED + ", round " + round;
  }
}
