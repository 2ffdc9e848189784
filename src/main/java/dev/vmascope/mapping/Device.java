package dev.vmascope.mapping;

import org.jspecify.annotations.Nullable;

/// The device number of the file system that holds a mapped file; `00:00` for none.
///
/// @param major unsigned
/// @param minor unsigned, may need more than two hexadecimal digits
public record Device(int major, int minor) {
  /// No device: anonymous memory and the kernel's own mappings.
  public static final Device NONE = new Device(0, 0);

  /// Written out, like the next one: the generated ones go through method handles, which the simple
  /// compiler does not inline.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Device that && major == that.major && minor == that.minor;
  }

  @Override
  public int hashCode() {
    return 31 * major + minor;
  }

  /// Whether there is no device.
  public boolean none() {
    return major == 0 && minor == 0;
  }

  /// The kernel's text: two hexadecimal numbers of at least two digits, for example `fe:00`.
  @Override
  public String toString() {
    return twoDigits(major) + ":" + twoDigits(minor);
  }

  private static String twoDigits(int number) {
    String digits = Integer.toHexString(number);
    return digits.length() < 2 ? "0" + digits : digits;
  }
}
