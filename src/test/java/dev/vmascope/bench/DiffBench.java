package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.MappingSource;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// What it costs to compare two listings of 65,000 mappings, which have been parsed.
final class DiffBench {
  private static final int MAPPINGS = 65_000;
  private static final long LOWEST = 0x7f0000000000L;
  private static final long DISTANCE = 0x10000;
  private static final long SIZE = 0x8000;
  private static final long HALF = SIZE / 2;

  private DiffBench() {}

  static void run(Consumer<Row> rows) throws Exception {
    Comparison comparison = new Comparison(new QuietRounds(), rows);
    List<ClassifiedMapping> before = listing(0, 0);
    comparison.measure("unchanged", before, listing(0, 0), 5);
    comparison.measure("3,000 edits", before, listing(3_000, 0), 30);
    comparison.measure("32,000 edits", before, listing(32_000, 0), 30);
    comparison.measure("nothing in common", before, listing(0, SIZE), 150);
  }

  private record Comparison(QuietRounds rounds, Consumer<Row> rows) {
    void measure(
        String what,
        List<ClassifiedMapping> before,
        List<ClassifiedMapping> after,
        double mostMillis)
        throws Exception {
      int changes = diff(before, after).changes().size();
      rows.accept(
          Row.of(
                  "diff",
                  "compare 65,000 mappings with as many, %s: %d changes".formatted(what, changes),
                  Unit.NANOSECONDS,
                  rounds.times(() -> diff(before, after)))
              .target(new Target.AtMost(mostMillis * 1e6))
              .note(rounds.toString()));
    }
  }

  private static AddressSpaceDiff diff(
      List<ClassifiedMapping> before, List<ClassifiedMapping> after) throws IOException {
    return AddressSpaceDiff.of(source(before), source(after), Long.MAX_VALUE);
  }

  private static MappingSource source(List<ClassifiedMapping> mappings) {
    Iterator<ClassifiedMapping> all = mappings.iterator();
    return () -> all.hasNext() ? all.next() : null;
  }

  /// Mappings far from each other, some of which are smaller, protected, split, gone or larger.
  ///
  /// @param shift the distance of all from their usual place
  private static List<ClassifiedMapping> listing(int edits, long shift) throws IOException {
    Random random = new Random(edits);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < MAPPINGS; i++) {
      long start = LOWEST + i * DISTANCE + shift;
      if (random.nextInt(MAPPINGS) >= edits) {
        line(lines, start, start + SIZE, "rw-p");
        continue;
      }
      switch (random.nextInt(5)) {
        case 0 -> line(lines, start, start + HALF, "rw-p");
        case 1 -> line(lines, start, start + SIZE, "r--p");
        case 2 -> {
          line(lines, start, start + HALF, "rw-p");
          line(lines, start + HALF, start + SIZE, "r--p");
        }
        case 3 -> line(lines, start, start + SIZE + HALF, "rw-p");
        default -> {}
      }
    }
    byte[] text = lines.toString().getBytes(StandardCharsets.US_ASCII);
    MappingReader reader = MappingReader.ofMaps(new ByteArrayInputStream(text), "maps");
    List<ClassifiedMapping> mappings = new ArrayList<>();
    for (ClassifiedMapping next = reader.next(); next != null; next = reader.next()) {
      mappings.add(next);
    }
    return mappings;
  }

  private static void line(StringBuilder lines, long start, long end, String permissions) {
    lines
        .append(Long.toHexString(start))
        .append('-')
        .append(Long.toHexString(end))
        .append(' ')
        .append(permissions)
        .append(" 00000000 00:00 0\n");
  }
}
