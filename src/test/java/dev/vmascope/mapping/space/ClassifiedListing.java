package dev.vmascope.mapping.space;

import dev.vmascope.mapping.proc.Listings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The mappings of listings, each with its category.
final class ClassifiedListing {
  private ClassifiedListing() {}

  /// Those of a listing `maps`.
  static List<ClassifiedMapping> parse(byte[] listing) {
    return parse(listing, ProcessFacts.NONE);
  }

  static List<ClassifiedMapping> parse(byte[] listing, ProcessFacts facts) {
    return all(MappingReader.ofMaps(new ByteArrayInputStream(listing), "maps", facts));
  }

  /// All that are left.
  static List<ClassifiedMapping> all(MappingReader parser) {
    List<ClassifiedMapping> mappings = new ArrayList<>();
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        mappings.add(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mappings;
  }

  /// The words of their categories, in order.
  static List<String> categories(String listing) {
    return parse(Listings.bytes(listing)).stream()
        .map(mapping -> mapping.category().toString())
        .toList();
  }
}
