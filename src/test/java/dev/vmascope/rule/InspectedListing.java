package dev.vmascope.rule;

import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Lines of `maps` that the rules have seen.
final class InspectedListing {
  private InspectedListing() {}

  /// @param generatesCode whether the program is one that does
  static MappingInspector screen(boolean generatesCode, String maps) {
    MappingInspector screen = new MappingInspector(Optional.of(generatesCode), _ -> false);
    inspect(screen, maps);
    return screen;
  }

  static void inspect(MappingInspector screen, String maps) {
    byte[] bytes = (maps + "\n").getBytes(StandardCharsets.ISO_8859_1);
    MappingReader parser = MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps");
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        screen.inspect(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rules that found something, with severity and number of mappings.
  static List<String> rules(boolean generatesCode, String maps) {
    return screen(generatesCode, maps).findings(_ -> DeletedFileState.UNKNOWN).stream()
        .map(finding -> finding.rule() + " " + finding.severity() + " " + finding.mappings())
        .toList();
  }
}
