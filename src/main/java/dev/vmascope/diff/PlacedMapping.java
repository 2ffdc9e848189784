package dev.vmascope.diff;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.OptionalLong;

/// A mapping with its place in the listing.
///
/// @param ordinal the number of mappings below it
/// @param reached the end of the mapping below it; 0 for the first
public record PlacedMapping(ClassifiedMapping listed, int ordinal, long reached) {
  /// The size of the objects of a mapping without a name, and of what compares them: the change,
  /// the group, the keys by which moves are found.
  private static final long OBJECT_BYTES = 800;

  /// The end of the mapping below it; empty for the first.
  public OptionalLong belowEnd() {
    return ordinal == 0 ? OptionalLong.empty() : OptionalLong.of(reached);
  }

  /// The mapping itself.
  public Mapping mapping() {
    return listed.mapping();
  }

  /// The memory that it takes on the heap, at most. Its name is there twice: as printed, and as a
  /// path.
  long heapBytes() {
    return OBJECT_BYTES + 2L * mapping().name().latin1().length();
  }

  AddressRange range() {
    return mapping().range();
  }

  /// Whether its permissions equal those of another.
  boolean isAsProtectedAs(PlacedMapping other) {
    return mapping().permissions().equals(other.mapping().permissions());
  }

  /// Whether it is the same mapping as another in all but its place in the listing.
  boolean isEqualTo(PlacedMapping other) {
    return areEqual(mapping(), other.mapping());
  }

  static boolean areEqual(Mapping one, Mapping other) {
    return one.isOfSameObject(other) && one.name().equals(other.name());
  }

  /// Whether it shows the same memory at the same addresses with the same permissions as another.
  boolean isInPlaceOf(PlacedMapping other) {
    return range().equals(other.range())
        && isAsProtectedAs(other)
        && Lineage.of(this).equals(Lineage.of(other));
  }

  /// The number of bytes that both cover.
  long overlap(PlacedMapping other) {
    long start = larger(range().start(), other.range().start());
    long end = smaller(range().end(), other.range().end());
    return Long.compareUnsigned(start, end) < 0 ? end - start : 0;
  }

  private static long larger(long one, long other) {
    return Long.compareUnsigned(one, other) > 0 ? one : other;
  }

  private static long smaller(long one, long other) {
    return Long.compareUnsigned(one, other) < 0 ? one : other;
  }
}
