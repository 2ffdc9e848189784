package dev.vmascope.mapping;

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
