package dev.vmascope.diff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The intervals between all ends of two lists of mappings. In each of them every address is in the
/// same mapping of either list, or in none.
final class ElementaryIntervals {
  private ElementaryIntervals() {}

  /// A list of mappings in ascending order, read once.
  @FunctionalInterface
  interface Mappings {
    /// The next mapping, or `null` at the end.
    @Nullable PlacedMapping next() throws IOException;
  }

  /// A consumer of intervals.
  @FunctionalInterface
  interface Sink {
    /// Takes an interval that at least one list covers.
    ///
    /// @param old the mapping of the earlier list; `null` if it has none here
    /// @param current the mapping of the later list; `null` if it has none here
    void accept(@Nullable PlacedMapping old, @Nullable PlacedMapping current, long sizeBytes);
  }

  /// Passes on the intervals of two lists in ascending order.
  static void forEach(List<PlacedMapping> before, List<PlacedMapping> after, Sink sink) {
    try {
      forEach(all(before), all(after), sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mappings all(List<PlacedMapping> mappings) {
    Iterator<PlacedMapping> all = mappings.iterator();
    return () -> all.hasNext() ? all.next() : null;
  }

  /// Passes on the intervals of two lists in ascending order.
  static void forEach(Mappings before, Mappings after, Sink sink) throws IOException {
    PlacedMapping old = before.next();
    PlacedMapping current = after.next();
    long at = 0;
    while (old != null || current != null) {
      boolean inOld = begins(old, at);
      boolean inCurrent = begins(current, at);
      if (!inOld && !inCurrent) {
        at = earlier(end(old, false), end(current, false));
        continue;
      }
      long end = earlier(end(old, inOld), end(current, inCurrent));
      sink.accept(inOld ? old : null, inCurrent ? current : null, end - at);
      at = end;
      old = ends(old, at) ? before.next() : old;
      current = ends(current, at) ? after.next() : current;
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
