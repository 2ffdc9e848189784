package dev.vmascope.http.table;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A kind of field, known from its name: its quantity, and the form of texts.
///
/// @param name the name
/// @param quantity the quantity of its numbers
/// @param form the form of its texts
public record FieldKind(String name, Quantity quantity, Form form) {
  /// The form of the texts of a field.
  enum Form {
    /// Words as they are.
    WORDS,
    /// Times of ISO 8601.
    TIME,
    /// Durations of ISO 8601.
    DURATION,
    /// Sizes that can exceed 2^53.
    SIZE
  }

  private static final Pattern DIGITS = Pattern.compile("-?\\d{1,20}");

  private static final Pattern TIME = Pattern.compile("at|since|until|warmFrom|.*(?:At|Time)");

  /// The kind of the field of a name.
  ///
  /// @param inBytes see [Quantity#of]
  public static FieldKind of(String name, boolean inBytes) {
    Form form =
        name.endsWith("Bytes")
            ? Form.SIZE
            : name.equals("window")
                ? Form.DURATION
                : TIME.matcher(name).matches() ? Form.TIME : Form.WORDS;
    return new FieldKind(name, Quantity.of(name, inBytes), form);
  }

  /// The cell of a value.
  ///
  /// @param longest the most characters of a text
  public TableCell cell(@Nullable Object value, int longest) {
    return switch (value) {
      case null -> TableCell.ABSENT;
      case Number number -> TableCell.number(quantity.print(number));
      case Instant time -> TableCell.text(seconds(time));
      case Boolean flag -> TableCell.flag(name, flag);
      default -> cell(value.toString(), longest);
    };
  }

  private TableCell cell(String text, int longest) {
    try {
      return switch (form) {
        case SIZE ->
            DIGITS.matcher(text).matches()
                ? TableCell.number(quantity.print(new BigInteger(text)))
                : TableCell.text(TerminalText.of(text, longest));
        case TIME -> TableCell.text(seconds(Instant.parse(text)));
        case DURATION -> TableCell.number(Units.time(Duration.parse(text).toMillis() / 1e3));
        case WORDS -> TableCell.word(name, TerminalText.of(text, longest));
      };
    } catch (DateTimeException _) {
      return TableCell.text(TerminalText.of(text, longest));
    }
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
