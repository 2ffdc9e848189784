package dev.vmascope.diff;

import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A cursor over a listing that knows the place of each mapping. The gate `[vsyscall]` is left out:
/// the kernel does not count it, and it never changes.
final class PlacedMappings {
  private final MappingSource source;
  private int ordinal;
  private OptionalLong belowEnd = OptionalLong.empty();
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
    while (next != null && next.mapping().isGate()) {
      next = source.next();
    }
    if (next == null) {
      head = null;
      return;
    }
    head = new PlacedMapping(next, ordinal++, belowEnd);
    belowEnd = OptionalLong.of(next.mapping().range().end());
  }
}
