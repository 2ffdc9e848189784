package dev.vmascope.live;

/// The memory for the listings of watched processes. Each process has one of at most 6 MiB, and all
/// together have 12 MiB.
final class HeldListings {
  /// The limit on one listing, in bytes.
  static final long MOST_BYTES = 6 << 20;

  private static final long MOST_BYTES_OF_ALL = 2 * MOST_BYTES;

  private long held;

  /// Replaces a listing by another one.
  ///
  /// @param before the size of the former in bytes; 0 for none
  /// @param after the size of the latter in bytes; 0 for none
  /// @return false, and nothing has changed, if there is no room for the latter
  synchronized boolean replace(long before, long after) {
    boolean fits =
        after <= before || (after <= MOST_BYTES && held - before + after <= MOST_BYTES_OF_ALL);
    held += fits ? after - before : 0;
    return fits;
  }
}
