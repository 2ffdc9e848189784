package dev.vmascope.http.format;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A cell of a table: its text, its side and its colour.
///
/// @param right whether it is right-aligned, as numbers are
/// @param tone the colour for those who ask for colours
record TableCell(String text, boolean right, Tone tone) {
  /// A cell without a value.
  static final TableCell ABSENT = new TableCell("-", false, Tone.ABSENT);

  /// The cell of a flag that is not set.
  private static final TableCell FALSE = text("false");

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
      case Number number -> number(Quantity.of(name, inBytes).print(number));
      case Instant time -> text(time.truncatedTo(ChronoUnit.SECONDS).toString());
      case Boolean flag when flag || Tone.of(name, "false") != Tone.PLAIN ->
          word(name, flag.toString());
      case Boolean _ -> FALSE;
      case String text when name.endsWith("Bytes") && DIGITS.matcher(text).matches() ->
          number(Quantity.of(name, inBytes).print(new BigInteger(text)));
      case String text when TIME.matcher(name).matches() -> text(time(text, longest));
      case String text when name.equals("window") -> number(duration(text, longest));
      default -> word(name, TerminalText.of(value.toString(), longest));
    };
  }

  static TableCell text(String text) {
    return new TableCell(text, false, Tone.PLAIN);
  }

  /// The cell of a word, which may have a colour.
  private static TableCell word(String name, String word) {
    return new TableCell(word, false, Tone.of(name, word));
  }

  private static TableCell number(String text) {
    return new TableCell(text, true, Tone.PLAIN);
  }

  /// The heading of a column.
  static TableCell heading(String text) {
    return new TableCell(text, false, Tone.HEADING);
  }

  /// The same with another text.
  TableCell with(String other) {
    return new TableCell(other, right, tone);
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
