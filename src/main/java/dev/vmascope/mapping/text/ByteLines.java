package dev.vmascope.mapping.text;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A cursor over the numbers, letters and keys in the lines of a byte stream.
public final class ByteLines extends LineBuffer {
  /// The number of decimal digits that cannot pass 2^63.
  private static final int SAFE_DIGITS = 18;

  /// The value of each byte, taken as unsigned, as a lower-case hexadecimal digit; -1 for all
  /// others.
  private static final byte[] HEX_DIGITS = new byte[256];

  static {
    Arrays.fill(HEX_DIGITS, (byte) -1);
    for (byte value = 0; value < 16; value++) {
      HEX_DIGITS["0123456789abcdef".charAt(value)] = value;
    }
  }

  private int numberEnd;
  private int numberDigits;

  public ByteLines(InputStream in, String source) {
    super(in, source);
  }

  /// The lines of a small file, without a buffer larger than it.
  public ByteLines(byte[] file, String source) {
    super(file, source);
  }

  /// Goes back to a column of the line, for a complaint about what was stepped over.
  public ByteLines backTo(int column) {
    position = lineStart + column;
    return this;
  }

  /// Steps over one byte, which must be this one.
  public void expect(char c, String expected) {
    if (peek() != c || atEnd()) {
      throw malformed(expected);
    }
    position++;
  }

  /// Steps over a row of letters, each of which is that of `yes` or that of `no`.
  ///
  /// @return a bit for each, the first the highest, set for `yes`
  public int letters(byte[] yes, byte[] no) {
    byte[] bytes = buffer;
    int from = position;
    int bits = 0;
    for (int i = 0; i < yes.length; i++) {
      byte got = from + i < lineEnd ? bytes[from + i] : 0;
      if (got != yes[i] && got != no[i]) {
        position = from + i;
        throw malformed("'" + (char) yes[i] + "' or '" + (char) no[i] + "'");
      }
      bits = bits << 1 | (got == yes[i] ? 1 : 0);
    }
    position = from + yes.length;
    return bits;
  }

  /// Steps over blanks (spaces, and tabs if `tabs` is set) and returns their number.
  public int skipBlanks(boolean tabs) {
    int from = position;
    while (!atEnd() && (buffer[position] == ' ' || (tabs && buffer[position] == '\t'))) {
      position++;
    }
    return position - from;
  }

  /// Steps over an unsigned lower-case hexadecimal number of at most 64 bit.
  public long hexadecimal(String expected) {
    byte[] bytes = buffer;
    int end = lineEnd;
    int at = position;
    long value = 0;
    while (at < end) {
      int digit = HEX_DIGITS[bytes[at] & 0xff];
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
      at++;
    }
    int digits = at - position;
    if (digits == 0 || digits > 16) {
      throw malformed(expected);
    }
    position = at;
    return value;
  }

  /// Steps over an unsigned decimal number of at most 64 bit, without leading zeros.
  public long decimal(String expected) {
    byte[] bytes = buffer;
    int end = Math.min(lineEnd, position + SAFE_DIGITS);
    int at = position;
    long value = 0;
    while (at < end) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = 10 * value + digit;
      at++;
    }
    int digits = at - position;
    boolean leadingZero = digits > 1 && bytes[position] == '0';
    if (digits == 0 || leadingZero || digits == SAFE_DIGITS) {
      return checkedDecimal(expected);
    }
    position = at;
    return value;
  }

  /// Steps over blanks, an unsigned decimal number as in [#decimal] and this unit, which must end
  /// the line.
  public long lastNumber(byte[] unit) {
    byte[] bytes = buffer;
    int end = lineEnd;
    int at = position;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    position = at;
    long value = decimal("a number");
    numberEnd = position;
    numberDigits = position - at;
    if (!skip(unit)) {
      throw malformed("'" + new String(unit, StandardCharsets.US_ASCII) + "'");
    }
    if (position != end) {
      throw malformed("the end of the line");
    }
    return value;
  }

  /// The column behind the number that [#lastNumber] stepped over.
  public int numberEnd() {
    return numberEnd - lineStart;
  }

  /// The number of digits of that number.
  public int numberDigits() {
    return numberDigits;
  }

  private long checkedDecimal(String expected) {
    int from = position;
    long value = 0;
    while (peek() >= '0' && peek() <= '9') {
      int digit = buffer[position] - '0';
      // 10 * value + digit must stay below 2^64.
      boolean fits =
          Long.compareUnsigned(value, 1844674407370955161L) < 0
              || (value == 1844674407370955161L && digit <= 5);
      boolean leadingZero = position == from + 1 && value == 0;
      if (!fits || leadingZero) {
        position = from;
        throw malformed(expected);
      }
      value = 10 * value + digit;
      position++;
    }
    if (position == from) {
      throw malformed(expected);
    }
    return value;
  }

  /// Steps over these bytes, if they stand at the cursor.
  public boolean skip(byte[] expected) {
    int end = position + expected.length;
    if (end > lineEnd || !stand(expected, buffer, position)) {
      return false;
    }
    position = end;
    return true;
  }

  /// The text before the next `:` of the line; the cursor goes behind the colon. `null` if the line
  /// has none.
  public @Nullable String key() {
    for (int at = position; at < lineEnd; at++) {
      if (buffer[at] == ':') {
        String key = new String(buffer, position, at - position, StandardCharsets.ISO_8859_1);
        position = at + 1;
        return key;
      }
    }
    return null;
  }

  /// The rest of the line; the cursor goes to its end.
  public RawText rest() {
    RawText rest = RawText.of(buffer, position, lineEnd);
    position = lineEnd;
    return rest;
  }

  /// The first eight bytes before the next `:`, packed (absent ones are 0); the cursor goes behind
  /// the colon. 0 if the line has none.
  public long packedKey() {
    long packed = 0;
    for (int at = position; at < lineEnd; at++) {
      if (buffer[at] == ':') {
        position = at + 1;
        return packed;
      }
      if (at - position < Long.BYTES) {
        packed |= (buffer[at] & 0xffL) << (8 * (at - position));
      }
    }
    return 0;
  }

  /// The value that [#packedKey()] returns for this key.
  public static long pack(String key) {
    long packed = 0;
    for (int i = 0; i < Math.min(key.length(), Long.BYTES); i++) {
      packed |= (key.charAt(i) & 0xffL) << (8 * i);
    }
    return packed;
  }
}
