package dev.vmascope.diff;

import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A listing of mappings, read once: in ascending order of address, without overlaps.
@FunctionalInterface
public interface MappingSource {
  /// The next mapping, or `null` at the end.
  @Nullable ClassifiedMapping next() throws IOException;
}
