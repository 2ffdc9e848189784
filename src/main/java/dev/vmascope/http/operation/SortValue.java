package dev.vmascope.http.operation;

import dev.vmascope.rule.Severity;
import dev.vmascope.trend.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A value of a column as rows are sorted by it. Severities and verdicts rise from the least to the
/// worst.
///
/// @param number the number, the time in milliseconds, or the number of elements; `null` for texts
///   and absent values
/// @param text the begin of the text, in lower case; `null` for numbers and absent values
/// @param risesByDefault whether the smallest comes first unless a direction is given
public record SortValue(
    @Nullable BigDecimal number, @Nullable String text, boolean risesByDefault) {
  private static final SortValue ABSENT = new SortValue(null, null, true);
  private static final Pattern UNSIGNED = Pattern.compile("0|[1-9]\\d{0,19}");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{1,16}");

  /// The longest part of a text that is compared: a cursor holds it.
  private static final int LONGEST = 256;

  /// The value of a cell.
  @SuppressWarnings("EnumOrdinal") // the order of words of one service, which nothing stores
  static SortValue of(@Nullable Object cell) {
    return switch (cell) {
      case null -> ABSENT;
      case Double number when !Double.isFinite(number) -> ABSENT;
      case Long number -> largestFirst(BigDecimal.valueOf(number));
      case Number number -> largestFirst(new BigDecimal(number.toString()));
      case Instant time -> largestFirst(BigDecimal.valueOf(time.toEpochMilli()));
      case Severity word -> largestFirst(BigDecimal.valueOf(word.ordinal()));
      case Verdict word -> largestFirst(BigDecimal.valueOf(word.ordinal()));
      case Boolean flag -> largestFirst(flag ? BigDecimal.ONE : BigDecimal.ZERO);
      case Collection<?> several -> largestFirst(BigDecimal.valueOf(several.size()));
      case Map<?, ?> named -> largestFirst(BigDecimal.valueOf(named.size()));
      default -> ofText(cell.toString());
    };
  }

  private static SortValue largestFirst(BigDecimal number) {
    return new SortValue(number, null, false);
  }

  private static SortValue ofText(String text) {
    if (UNSIGNED.matcher(text).matches()) {
      return new SortValue(new BigDecimal(text), null, true);
    }
    if (ADDRESS.matcher(text).matches()) {
      String unsigned = Long.toUnsignedString(Long.parseUnsignedLong(text, 2, text.length(), 16));
      return new SortValue(new BigDecimal(unsigned), null, true);
    }
    int end = Math.min(LONGEST, text.length());
    // Half a character would not be the same in a cursor.
    boolean halves = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    String begin = text.substring(0, halves ? end - 1 : end);
    return new SortValue(null, begin.toLowerCase(Locale.ROOT), true);
  }

  boolean isAbsent() {
    return number == null && text == null;
  }

  /// The order by value, smallest first; numbers before texts.
  int compare(SortValue other) {
    if (number != null && other.number != null) {
      return number.compareTo(other.number);
    }
    if (text != null && other.text != null) {
      return text.compareTo(other.text);
    }
    return number != null ? -1 : 1;
  }

  /// The value as a cursor holds it.
  String print() {
    return number != null ? (risesByDefault ? "+" : "#") + number : text != null ? "'" + text : "";
  }

  /// The value of a part of a cursor.
  ///
  /// @throws IllegalArgumentException if it is none
  static SortValue parse(String part) {
    if (part.isEmpty()) {
      return ABSENT;
    }
    String rest = part.substring(1);
    return switch (part.charAt(0)) {
      case '+' -> new SortValue(number(rest), null, true);
      case '#' -> new SortValue(number(rest), null, false);
      case '\'' -> new SortValue(null, rest, true);
      default -> throw new IllegalArgumentException("no value");
    };
  }

  /// A number of bounded size: of a large exponent the comparison would take long.
  private static BigDecimal number(String text) {
    if (text.length() > 40 || !text.matches("-?[0-9.]+(E[+-]?[0-9]{1,3})?")) {
      throw new IllegalArgumentException("no number");
    }
    return new BigDecimal(text);
  }
}
