package dev.vmascope.mapping.space;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A Java virtual machine of `src/test/resources/proc/java-machines`: its mappings, and what it
/// said itself that they are for.
public record JavaMachineCapture(List<ClassifiedMapping> mappings, List<Tagged> tags) {
  /// All of them.
  static final List<String> ALL =
      List.of(
          "serial",
          "g1",
          "parallel",
          "z",
          "shenandoah",
          "g1-6g",
          "serial-40g",
          "shenandoah-40g",
          "g1-uncompressed",
          "shenandoah-uncompressed",
          "parallel-uncompressed",
          "serial-no-archive",
          "g1-no-class-space",
          "small-code-cache",
          "many-classes",
          "17-serial",
          "17-z",
          "17-g1-6g",
          "17-no-archive",
          "17-no-archive-6g");

  /// A range of addresses and what the machine calls it.
  record Tagged(AddressRange range, String tag) {}

  public static byte[] listing(String name) {
    return Captures.bytes("java-machines/" + name + "/maps");
  }

  public static JavaMachineCapture of(String name) {
    List<Tagged> tags = new ArrayList<>();
    String text = Listings.text(Captures.bytes("java-machines/" + name + "/tags"));
    for (String line : text.lines().toList()) {
      int dash = line.indexOf('-');
      int blank = line.indexOf(' ');
      AddressRange range =
          new AddressRange(
              Long.parseUnsignedLong(line.substring(0, dash), 16),
              Long.parseUnsignedLong(line.substring(dash + 1, blank), 16));
      tags.add(new Tagged(range, line.substring(blank + 1)));
    }
    return new JavaMachineCapture(parse(listing(name)), tags);
  }

  public static List<ClassifiedMapping> parse(byte[] listing) {
    return ClassifiedListing.parse(listing);
  }

  /// How much has such a tag.
  public long bytes(Predicate<String> tag) {
    return tags.stream()
        .filter(tagged -> tag.test(tagged.tag()))
        .mapToLong(tagged -> tagged.range().sizeBytes())
        .sum();
  }

  /// How much has such a tag and this category.
  public long bytes(Predicate<String> tag, MappingCategory category) {
    long sum = 0;
    for (ClassifiedMapping listed : mappings) {
      if (listed.category() == category) {
        for (Tagged tagged : tags) {
          if (tag.test(tagged.tag())) {
            sum += common(listed.mapping().range(), tagged.range());
          }
        }
      }
    }
    return sum;
  }

  private static long common(AddressRange one, AddressRange other) {
    if (one.start() < 0) {
      return 0;
    }
    return Math.max(0, Math.min(one.end(), other.end()) - Math.max(one.start(), other.start()));
  }
}
