package dev.vmascope.mapping;

/// A range of addresses, never empty.
///
/// @param start the first address, unsigned
/// @param end the first address after the range, unsigned
public record AddressRange(long start, long end) {
  public AddressRange {
    if (Long.compareUnsigned(start, end) >= 0) {
      throw new IllegalArgumentException(
          "expected a start below the end, got " + Address.print(start) + "-" + Address.print(end));
    }
  }

  /// The size in bytes; never negative, since user space ends below 2^63 and no range spans the
  /// gap.
  public long sizeBytes() {
    return end - start;
  }

  /// Whether the address lies in this range.
  public boolean contains(long address) {
    return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
  }
}
