package dev.vmascope.mapping;

/// The text form of an address: `0x`, lower case, no padding, unsigned 64 bit. All addresses are
/// printed and parsed here.
public final class Address {
  private Address() {}

  /// The address as clients see it, for example `0xffffffffff600000`.
  public static String print(long address) {
    return "0x" + Long.toHexString(address);
  }

  /// Reads an address as people write it: one to sixteen hexadecimal digits, `0x` optional.
  ///
  /// @throws IllegalArgumentException if the text is anything else; the message says what was
  ///   expected
  public static long parse(String text) {
    String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
    boolean hexadecimal =
        !digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    if (!hexadecimal || digits.length() > 16) {
      throw new IllegalArgumentException(
          "expected an address of one to sixteen hexadecimal digits, with or without 0x");
    }
    return Long.parseUnsignedLong(digits, 16);
  }
}
