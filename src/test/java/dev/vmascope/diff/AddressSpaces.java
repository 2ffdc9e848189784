package dev.vmascope.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Listings of tests, and their differences.
public final class AddressSpaces {
  private static final String NEVER_CHANGED = "10000-20000 r-xp 00000000 fe:00 5 /bin/x";

  private AddressSpaces() {}

  static AddressSpaceDiff between(List<String> before, List<String> after) {
    return diff(listing(before), listing(after));
  }

  static List<ClassifiedMapping> listing(List<String> lines) {
    return listing(Stream.concat(Stream.of(NEVER_CHANGED), lines.stream()).toArray(String[]::new));
  }

  static MappingChange only(AddressSpaceDiff diff) {
    assertThat(diff.changes()).hasSize(1);
    assertThat(diff.unchanged()).isEqualTo(1);
    return diff.changes().getFirst();
  }

  /// The mappings of lines; numbers may lack leading zeros.
  public static List<ClassifiedMapping> listing(String... lines) {
    String text = Arrays.stream(lines).map(AddressSpaces::asPrinted).collect(Collectors.joining());
    byte[] listing = text.getBytes(StandardCharsets.ISO_8859_1);
    MappingReader reader = MappingReader.ofMaps(new ByteArrayInputStream(listing), "maps");
    List<ClassifiedMapping> mappings = new ArrayList<>();
    try {
      for (ClassifiedMapping next = reader.next(); next != null; next = reader.next()) {
        mappings.add(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mappings;
  }

  private static String asPrinted(String line) {
    String[] fields = line.split(" ", 6);
    String[] ends = fields[0].split("-", 2);
    return "%08x-%08x %s %08x %s %s\n"
        .formatted(
            Long.parseUnsignedLong(ends[0], 16),
            Long.parseUnsignedLong(ends[1], 16),
            fields[1],
            Long.parseUnsignedLong(fields[2], 16),
            fields[3],
            fields.length < 6 ? fields[4] : fields[4] + " " + fields[5]);
  }

  static AddressSpaceDiff diff(List<ClassifiedMapping> before, List<ClassifiedMapping> after) {
    return diff(before, after, Long.MAX_VALUE);
  }

  static AddressSpaceDiff diff(
      List<ClassifiedMapping> before, List<ClassifiedMapping> after, long mostBytes) {
    try {
      return AddressSpaceDiff.of(source(before), source(after), mostBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SumsByCategory sums(List<ClassifiedMapping> before, List<ClassifiedMapping> after) {
    try {
      return SumsByCategory.of(source(before), source(after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The mappings, to be read once.
  public static MappingSource source(List<ClassifiedMapping> mappings) {
    Iterator<ClassifiedMapping> all = mappings.iterator();
    return () -> Optional.of(all).filter(Iterator::hasNext).map(Iterator::next).orElse(null);
  }

  /// The mappings of one side of a change, as text.
  static List<String> lines(List<PlacedMapping> mappings) {
    return mappings.stream().map(PlacedMapping::mapping).map(AddressSpaces::line).toList();
  }

  /// A mapping as text: all that makes it what it is.
  static String line(Mapping mapping) {
    return "%x-%x %s %x %s %d %s"
        .formatted(
            mapping.range().start(),
            mapping.range().end(),
            mapping.permissions(),
            mapping.offset(),
            mapping.device(),
            mapping.inode(),
            mapping.name().latin1())
        .strip();
  }
}
