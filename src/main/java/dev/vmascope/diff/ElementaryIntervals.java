package dev.vmascope.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The intervals between all ends of two lists of mappings. In each of them every address is in the
/// same mapping of either list, or in none.
final class ElementaryIntervals {
  private ElementaryIntervals() {}

  /// A consumer of intervals.
  @FunctionalInterface
  interface Sink {
    /// Takes an interval that at least one list covers.
    ///
    /// @param old the mapping of the earlier list; `null` if it has none here
    /// @param current the mapping of the later list; `null` if it has none here
    void accept(@Nullable PlacedMapping old, @Nullable PlacedMapping current, long sizeBytes);
  }

  /// Passes on the intervals in ascending order.
  static void forEach(List<PlacedMapping> before, List<PlacedMapping> after, Sink sink) {
    int i = 0;
    int j = 0;
    long at = 0;
    while (i < before.size() || j < after.size()) {
      PlacedMapping old = i < before.size() ? before.get(i) : null;
      PlacedMapping current = j < after.size() ? after.get(j) : null;
      boolean inOld = begins(old, at);
      boolean inCurrent = begins(current, at);
      if (inOld || inCurrent) {
        long end = earlier(end(old, inOld), end(current, inCurrent));
        sink.accept(inOld ? old : null, inCurrent ? current : null, end - at);
        at = end;
        i += ends(old, at) ? 1 : 0;
        j += ends(current, at) ? 1 : 0;
      } else {
        at = earlier(end(old, false), end(current, false));
      }
    }
  }

  private static boolean begins(@Nullable PlacedMapping mapping, long at) {
    return mapping != null && Long.compareUnsigned(mapping.range().start(), at) <= 0;
  }

  private static boolean ends(@Nullable PlacedMapping mapping, long at) {
    return mapping != null && mapping.range().end() == at;
  }

  /// The next address at which something changes; the last one of all if nothing does.
  private static long end(@Nullable PlacedMapping mapping, boolean inside) {
    if (mapping == null) {
      return -1;
    }
    return inside ? mapping.range().end() : mapping.range().start();
  }

  private static long earlier(long one, long other) {
    return Long.compareUnsigned(one, other) < 0 ? one : other;
  }
}
