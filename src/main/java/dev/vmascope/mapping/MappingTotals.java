package dev.vmascope.mapping;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How many mappings a listing has, and how much address space by category: what is worth knowing
/// of every process all the time.
///
/// @param count mappings; the gate `[vsyscall]` left out, as the kernel does
/// @param virtualBytes by category; one that no mapping has is not in it
public record MappingTotals(int count, Map<MappingCategory, Long> virtualBytes) {
  public MappingTotals {
    Map<MappingCategory, Long> copy = new EnumMap<>(MappingCategory.class);
    copy.putAll(virtualBytes);
    virtualBytes = Collections.unmodifiableMap(copy);
  }

  /// Adds up a listing, to its end.
  ///
  /// @throws MalformedException if it is not one
  public static MappingTotals of(ListingParser parser) throws IOException {
    Map<MappingCategory, Long> sums = new EnumMap<>(MappingCategory.class);
    int count = 0;
    for (ListedMapping next = parser.next(); next != null; next = parser.next()) {
      if (!next.mapping().isGate()) {
        count++;
        sums.merge(next.category(), next.mapping().sizeBytes(), Long::sum);
      }
    }
    return new MappingTotals(count, sums);
  }
}
