package dev.vmascope.mapping;

import org.jspecify.annotations.Nullable;

/// A range of addresses, never empty.
///
/// @param start the first address, unsigned
/// @param end the first address after the range, unsigned
public record AddressRange(long start, long end) {
  public AddressRange {
    if (!isRange(start, end)) {
      throw new IllegalArgumentException(
          "expected a start below the end and a size below 2^63, got "
              + Address.print(start)
              + "-"
              + Address.print(end));
    }
  }

  /// Written out, like the next one: the generated ones go through method handles, which the simple
  /// compiler does not inline.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressRange that && start == that.start && end == that.end;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(start) + Long.hashCode(end);
  }

  /// Whether these are the ends of a range: the start lies below the end, and the size below 2^63,
  /// which no half of an address space reaches.
  public static boolean isRange(long start, long end) {
    return Long.compareUnsigned(start, end) < 0 && end - start > 0;
  }

  /// The size in bytes; positive.
  public long sizeBytes() {
    return end - start;
  }

  /// Whether the address lies in this range.
  public boolean contains(long address) {
    return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
  }
}
