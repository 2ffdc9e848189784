package dev.vmascope.mapping;

/// The device number of the file system that holds a mapped file; `00:00` for none.
///
/// @param major unsigned
/// @param minor unsigned, may need more than two hexadecimal digits
public record Device(int major, int minor) {
  /// No device: anonymous memory and the kernel's own mappings.
  public static final Device NONE = new Device(0, 0);

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
