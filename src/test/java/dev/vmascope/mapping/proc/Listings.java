package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingClassifier;
import dev.vmascope.mapping.space.Overview;
import dev.vmascope.mapping.space.ProcessFacts;
import dev.vmascope.mapping.space.ThreadStacks;
import dev.vmascope.mapping.space.UnclassifiedMapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Listings as texts with one character per byte.
public final class Listings {
  private Listings() {}

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// What parsing and printing makes of a listing.
  static String reprinted(byte[] listing) {
    return MapsParser.parse(listing, "maps").stream()
        .map(MapsLine::print)
        .collect(Collectors.joining());
  }

  public static List<MapsLine> lines(String latin1) {
    return MapsParser.parse(bytes(latin1), "maps");
  }

  /// The mapping of one line, given without its newline.
  public static Mapping mapping(String line) {
    return lines(line + "\n").getFirst().mapping();
  }

  /// A mapping of this device, inode and name.
  public static Mapping named(String device, long inode, String latin1Name) {
    return mapping("00400000-00401000 r--p 00000000 " + device + " " + inode + " " + latin1Name);
  }

  /// A mapping as the only one of a listing.
  public static ClassifiedMapping listed(Mapping mapping) {
    SmapsEntry entry = SmapsEntry.ofMaps(new MapsLine(mapping, MapsLineFormat.KERNEL_64));
    return MappingClassifier.categorize(
        Overview.without(ThreadStacks.NONE),
        null,
        new UnclassifiedMapping(entry, ProcessFacts.NONE),
        null,
        null);
  }
}
