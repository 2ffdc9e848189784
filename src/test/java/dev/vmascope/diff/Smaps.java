package dev.vmascope.diff;

import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/// A listing with the memory use of each mapping, in kibibytes, that a test writes.
public final class Smaps {
  private final StringBuilder text = new StringBuilder();

  /// Adds a mapping.
  ///
  /// @param header the line that `maps` has too
  public Smaps add(String header, long resident, long proportional, long swap) {
    return without(header).line("Rss", resident).line("Pss", proportional).line("Swap", swap);
  }

  /// Adds a mapping that has no measures.
  public Smaps without(String header) {
    text.append(header).append('\n');
    return this;
  }

  private Smaps line(String key, long kibibytes) {
    text.append("%s: %d kB%n".formatted(key, kibibytes));
    return this;
  }

  public MappingSource source() {
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    MappingReader reader = MappingReader.ofSmaps(new ByteArrayInputStream(bytes), "smaps", false);
    return reader::next;
  }
}
