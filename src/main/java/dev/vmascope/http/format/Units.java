package dev.vmascope.http.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;

/// The text forms of sizes and numbers for people.
public final class Units {
  private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Units() {}

  /// A size with a binary unit and at most four digits, for example `132 KiB` or `1.5 GiB`.
  static String bytes(long bytes) {
    if (Math.abs(bytes) < 1024) {
      return bytes + " B";
    }
    return scaled((double) bytes);
  }

  /// The change of a size, with its sign: `+214 MiB`, `-4 KiB`, `0 B`.
  public static String change(long bytes) {
    return (bytes > 0 ? "+" : "") + bytes(bytes);
  }

  /// The same for a distance between addresses, which may exceed 2^63.
  static String bytes(BigInteger bytes) {
    return bytes.bitLength() < Long.SIZE ? bytes(bytes.longValue()) : scaled(bytes.doubleValue());
  }

  /// A fractional number with four digits.
  static String number(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).round(FOUR_DIGITS).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  private static String scaled(double bytes) {
    double value = bytes;
    int unit = -1;
    while (Math.abs(value) >= 1024 && unit < BINARY.length - 1) {
      value /= 1024;
      unit++;
    }
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 100;
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, BINARY[unit]);
  }
}
