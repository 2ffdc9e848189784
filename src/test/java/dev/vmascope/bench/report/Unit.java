package dev.vmascope.bench.report;

import java.util.Locale;

/// The unit of measured values, and their form in tables.
public enum Unit {
  /// Times; tables have microseconds or milliseconds.
  NANOSECONDS {
    @Override
    Scale scale(double median) {
      if (median < 1e5) {
        return new Scale(1e3, 2, " µs");
      }
      return new Scale(1e6, median < 1e7 ? 2 : 1, " ms");
    }
  },
  /// Sizes; tables have mebibytes.
  BYTES {
    @Override
    Scale scale(double median) {
      return new Scale(1 << 20, 1, " MiB");
    }
  },
  /// Parts of a whole; tables have percent.
  SHARE {
    @Override
    Scale scale(double median) {
      return new Scale(0.01, 1, " %");
    }
  },
  /// Numbers of things.
  COUNT {
    @Override
    Scale scale(double median) {
      return new Scale(1, 0, "");
    }
  };

  abstract Scale scale(double median);

  /// The form of values near each other.
  ///
  /// @param divisor values are divided by it
  record Scale(double divisor, int digits, String symbol) {
    String number(double value) {
      return String.format(Locale.ROOT, "%." + digits + "f", value / divisor);
    }
  }

  /// A value with its unit.
  public String print(double value) {
    Scale scale = scale(Math.abs(value));
    return scale.number(value) + scale.symbol();
  }

  /// The median with its unit, and the least and the most if there are several values.
  public String print(Spread spread) {
    if (spread.least() == spread.most()) {
      return print(spread.median());
    }
    Scale scale = scale(Math.abs(spread.median()));
    return "%s%s (%s–%s)"
        .formatted(
            scale.number(spread.median()),
            scale.symbol(),
            scale.number(spread.least()),
            scale.number(spread.most()));
  }
}
