package dev.vmascope.http.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;

/// The text forms of sizes, rates, times and shares for people.
public final class Units {
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;

  private Units() {}

  /// A size with a binary unit and one decimal: `512 B`, `132.0 KiB`, `1.5 GiB`.
  static String bytes(long bytes) {
    return Math.abs(bytes) < 1024 ? bytes + " B" : scaled((double) bytes);
  }

  /// The change of a size, with its sign: `+214.0 MiB`, `-4.0 KiB`, `0 B`.
  public static String change(long bytes) {
    return sign((double) bytes) + bytes(bytes);
  }

  /// The same for a distance between addresses, which may exceed 2^63.
  static String bytes(BigInteger bytes) {
    return bytes.bitLength() < Long.SIZE ? bytes(bytes.longValue()) : scaled(bytes.doubleValue());
  }

  /// The change of a size per second: `+985.0 KiB/s`, `0 B/s`.
  static String byteRate(double bytes) {
    return bytes == 0 ? "0 B/s" : sign(bytes) + scaled(bytes) + "/s";
  }

  /// The change of a count per second, with at most four digits: `+0.05/s`.
  static String rate(double perSecond) {
    return sign(perSecond) + number(perSecond) + "/s";
  }

  /// The change of a count, with its sign.
  static String countChange(long count) {
    return sign((double) count) + count;
  }

  private static String sign(double value) {
    return value > 0 ? "+" : "";
  }

  /// A share in percent, with one decimal: `0.4 %`.
  static String share(double share) {
    double percent = share * 100;
    return percent > 0 && percent < 0.1
        ? "< 0.1 %"
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /// A time in its two largest units, or with one decimal below a minute: `5 d 20 h`, `2.5 s`.
  static String time(double seconds) {
    if (!Double.isFinite(seconds) || seconds < 0) {
      return number(seconds) + " s";
    }
    if (seconds < 0.001) {
      return String.format(Locale.ROOT, "%.0f µs", seconds * 1e6);
    }
    if (seconds < 0.99995) {
      return String.format(Locale.ROOT, "%.1f ms", seconds * 1e3);
    }
    if (seconds < MINUTE - 0.05) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < HOUR) {
      return two(whole, MINUTE, "min", 1, "s");
    }
    if (whole < DAY) {
      return two(whole, HOUR, "h", MINUTE, "min");
    }
    return whole < YEAR ? two(whole, DAY, "d", HOUR, "h") : two(whole, YEAR, "y", DAY, "d");
  }

  private static String two(long seconds, long large, String largeUnit, long small, String unit) {
    long rest = seconds % large / small;
    return seconds / large + " " + largeUnit + (rest == 0 ? "" : " " + rest + " " + unit);
  }

  /// A fractional number with four digits.
  static String number(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).round(FOUR_DIGITS).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  private static String scaled(double bytes) {
    double value = bytes;
    int unit = 0;
    // What is rounded to 1024.0 is one of the next unit.
    while (Math.abs(value) >= 1023.95 && unit < BINARY.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, BINARY[unit]);
  }
}
