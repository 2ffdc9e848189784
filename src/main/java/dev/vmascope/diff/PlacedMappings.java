package dev.vmascope.diff;

import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A cursor over a listing that knows the place of each mapping. The gate `[vsyscall]` is left out:
/// the kernel does not count it, and it never changes.
final class PlacedMappings {
  private final MappingSource source;
  private int ordinal = -1;
  private long reached;
  private @Nullable ClassifiedMapping listed;
  private @Nullable PlacedMapping head;

  PlacedMappings(MappingSource source) throws IOException {
    this.source = source;
    advance();
  }

  /// The mapping under the cursor without its place, which most mappings never need; `null` at the
  /// end.
  @Nullable ClassifiedMapping listed() {
    return listed;
  }

  /// The mapping under the cursor; `null` at the end.
  @Nullable PlacedMapping head() {
    if (head == null && listed != null) {
      head = new PlacedMapping(listed, ordinal, reached);
    }
    return head;
  }

  /// Moves the cursor to the next mapping.
  void advance() throws IOException {
    if (listed != null) {
      reached = listed.mapping().range().end();
    }
    head = null;
    ordinal++;
    listed = source.next();
    while (listed != null && listed.mapping().isGate()) {
      listed = source.next();
    }
  }
}
