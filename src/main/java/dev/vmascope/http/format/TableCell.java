package dev.vmascope.http.format;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A cell of a table: its text, and its side.
///
/// @param right whether it is right-aligned, as numbers are
record TableCell(String text, boolean right) {
  /// A cell without a value.
  static final TableCell ABSENT = new TableCell("-", false);

  /// The cell of a flag that is not set.
  private static final TableCell FALSE = new TableCell("false", false);

  /// The text of a number that can exceed 2^53.
  private static final Pattern DIGITS = Pattern.compile("-?\\d{1,20}");

  private static final Pattern TIME = Pattern.compile("at|since|warmFrom|.*(?:At|Time)");

  /// The cell of a value.
  ///
  /// @param name the name of its field
  /// @param inBytes see [Quantity#of]
  /// @param longest the most characters of a text
  static TableCell of(String name, boolean inBytes, @Nullable Object value, int longest) {
    return switch (value) {
      case null -> ABSENT;
      case Number number -> new TableCell(Quantity.of(name, inBytes).print(number), true);
      case Instant time -> text(time.truncatedTo(ChronoUnit.SECONDS).toString());
      case Boolean flag -> flag ? text("true") : FALSE;
      case String text when name.endsWith("Bytes") && DIGITS.matcher(text).matches() ->
          new TableCell(Quantity.of(name, inBytes).print(new BigInteger(text)), true);
      case String text when TIME.matcher(name).matches() -> text(time(text, longest));
      case String text when name.equals("window") -> new TableCell(duration(text, longest), true);
      default -> text(TerminalText.of(value.toString(), longest));
    };
  }

  static TableCell text(String text) {
    return new TableCell(text, false);
  }

  private static String time(String text, int longest) {
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException _) {
      return TerminalText.of(text, longest);
    }
  }

  private static String duration(String text, int longest) {
    try {
      return Units.time(Duration.parse(text).toMillis() / 1e3);
    } catch (DateTimeException _) {
      return TerminalText.of(text, longest);
    }
  }

  int width() {
    return TerminalText.width(text);
  }

  boolean isAbsent() {
    return equals(ABSENT);
  }

  /// Whether it is of a flag that is not set; a name may be the same word.
  @SuppressWarnings("ReferenceEquality") // the only cell of such flags
  private boolean isNo() {
    return this == FALSE;
  }

  boolean isFalseOrAbsent() {
    return isAbsent() || isNo();
  }
}
