package dev.vmascope.mapping.proc;

/// The spacing of a line of maps. Printing needs it, beside the mapping, to return the same bytes.
///
/// @param hexDigits the least number of digits of addresses and offset: 8, or 16 on some 64-bit
///   kernels before 2.6
/// @param nameColumn the 0-based column where names start; one blank stands before a name whose
///   line is longer than that
/// @param trailingBlanks the blanks behind the inode of a line without a name: one from the kernel,
///   none in some listings
public record MapsLineFormat(int hexDigits, int nameColumn, int trailingBlanks) {
  /// 64-bit kernels, 32-bit processes on them included: column 25 + 6 * 8.
  public static final MapsLineFormat KERNEL_64 = new MapsLineFormat(8, 73, 1);

  /// 32-bit kernels: column 25 + 6 * 4.
  static final MapsLineFormat KERNEL_32 = new MapsLineFormat(8, 49, 1);

  /// The layout of a line with a name and `prefix` characters before it.
  static MapsLineFormat named(int hexDigits, int prefix, int column) {
    if (hexDigits == 8 && column == KERNEL_64.columnAfter(prefix)) {
      return KERNEL_64;
    }
    if (hexDigits == 8 && column == KERNEL_32.columnAfter(prefix)) {
      return KERNEL_32;
    }
    return new MapsLineFormat(hexDigits, column, 1);
  }

  /// The layout of a line without a name.
  static MapsLineFormat unnamed(int hexDigits, int trailingBlanks) {
    return hexDigits == 8 && trailingBlanks == 1
        ? KERNEL_64
        : new MapsLineFormat(hexDigits, KERNEL_64.nameColumn, trailingBlanks);
  }

  /// The column of the name behind a prefix of this length.
  int columnAfter(int prefix) {
    return Math.max(prefix + 1, nameColumn);
  }
}
