package dev.vmascope.diff;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A cursor over a listing that knows the place of each mapping.
final class PlacedMappings {
  private final MappingSource source;
  private int ordinal;
  private @Nullable Mapping below;
  private @Nullable PlacedMapping head;

  PlacedMappings(MappingSource source) throws IOException {
    this.source = source;
    advance();
  }

  /// The mapping under the cursor; `null` at the end.
  @Nullable PlacedMapping head() {
    return head;
  }

  /// Moves the cursor to the next mapping.
  void advance() throws IOException {
    ClassifiedMapping next = source.next();
    head = next == null ? null : new PlacedMapping(next, ordinal++, below);
    below = next == null ? null : next.mapping();
  }
}
