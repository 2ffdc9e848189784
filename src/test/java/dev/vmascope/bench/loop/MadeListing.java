package dev.vmascope.bench.loop;

import dev.vmascope.SmapsUsage;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A made listing with any number of mappings of a page each.
public final class MadeListing {
  private static final long LOWEST = 0x7f00_0000_0000L;
  private static final long PAGE = 0x1000;

  /// The mappings after each other in a listing with libraries: the parts of one, its zeros, an
  /// allocation, and the stack of a thread with its guard.
  private static final List<String> LIBRARIES =
      List.of(
          "r--p %08x fe:00 %d                         /usr/lib/x86_64-linux-gnu/lib%d.so.6",
          "r-xp %08x fe:00 %d                         /usr/lib/x86_64-linux-gnu/lib%d.so.6",
          "rw-p %08x fe:00 %d                         /usr/lib/x86_64-linux-gnu/lib%d.so.6",
          "rw-p 00000000 00:00 0 ",
          "rw-p 00000000 00:00 0                          [anon:arena]",
          "---p 00000000 00:00 0 ",
          "rw-p 00000000 00:00 0 ",
          "rw-s %08x 00:01 %d                         /memfd:shared-%d (deleted)");

  private MadeListing() {}

  /// The `maps` of memory without files, every second mapping of which can be written.
  public static byte[] plainMaps(int mappings) {
    return plain(mappings, "");
  }

  /// The `smaps` of the same.
  public static byte[] plainSmaps(int mappings) {
    return plain(mappings, SmapsUsage.TEXT);
  }

  /// The `maps` of libraries, allocations and stacks in turn.
  public static byte[] maps(int mappings) {
    return mixed(mappings, "");
  }

  /// The `smaps` of the same.
  public static byte[] smaps(int mappings) {
    return mixed(mappings, SmapsUsage.TEXT);
  }

  /// The `numa_maps` of memory on two nodes, every second mapping of it with a file.
  public static byte[] numaMaps(int mappings) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < mappings; i++) {
      lines
          .append(Long.toHexString(LOWEST + i * PAGE))
          .append(
              i % 2 == 0
                  ? " default file=/usr/lib/x86_64-linux-gnu/libc.so.6 mapped=9 mapmax=12 active=4 N0=6 N1=3"
                  : " default anon=9 dirty=9 active=0 N0=6 N1=3")
          .append(" kernelpagesize_kB=4\n");
    }
    return bytes(lines);
  }

  /// The regions that `PAGEMAP_SCAN` gives of pages, every second of which is present.
  public static byte[] pageRegions(int regions) {
    ByteBuffer numbers =
        ByteBuffer.allocate(3 * Long.BYTES * regions).order(ByteOrder.nativeOrder());
    for (int i = 0; i < regions; i++) {
      long start = LOWEST + 2L * i * PAGE;
      numbers.putLong(start).putLong(start + PAGE).putLong(PageRun.PRESENT);
    }
    return numbers.array();
  }

  /// The mappings of [#maps], parsed and with their categories.
  public static List<ClassifiedMapping> classified(int mappings) {
    return parsed(MappingReader.ofMaps(new ByteArrayInputStream(maps(mappings)), "maps"));
  }

  /// The same, without one of each 32 mappings.
  ///
  /// @param missing which of them it is
  public static List<ClassifiedMapping> classifiedWithout(int mappings, int missing) {
    List<ClassifiedMapping> all = classified(mappings);
    return IntStream.range(0, mappings).filter(i -> i % 32 != missing).mapToObj(all::get).toList();
  }

  /// The mappings of [#smaps], parsed and with their categories.
  public static List<ClassifiedMapping> classifiedSmaps(int mappings) {
    return parsed(MappingReader.ofSmaps(new ByteArrayInputStream(smaps(mappings)), "smaps", false));
  }

  private static List<ClassifiedMapping> parsed(MappingReader reader) {
    List<ClassifiedMapping> parsed = new ArrayList<>();
    try {
      for (ClassifiedMapping next = reader.next(); next != null; next = reader.next()) {
        parsed.add(next);
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot fail", e);
    }
    return parsed;
  }

  private static byte[] plain(int mappings, String usage) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < mappings; i++) {
      String permissions = i % 2 == 0 ? "r--p" : "rw-p";
      line(lines, i, permissions + " 00000000 00:00 0 ", usage);
    }
    return bytes(lines);
  }

  private static byte[] mixed(int mappings, String usage) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < mappings; i++) {
      int library = i / LIBRARIES.size();
      String rest =
          String.format(
              Locale.ROOT,
              LIBRARIES.get(i % LIBRARIES.size()),
              i % LIBRARIES.size() * PAGE,
              260_000 + library,
              library);
      line(lines, i, rest, usage);
    }
    return bytes(lines);
  }

  private static void line(StringBuilder lines, int index, String rest, String usage) {
    long start = LOWEST + index * PAGE;
    lines
        .append(Long.toHexString(start))
        .append('-')
        .append(Long.toHexString(start + PAGE))
        .append(' ')
        .append(rest)
        .append('\n')
        .append(usage);
  }

  private static byte[] bytes(StringBuilder lines) {
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
