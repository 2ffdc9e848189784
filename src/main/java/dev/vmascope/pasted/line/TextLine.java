package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Permissions;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A line of a pasted text, with a cursor. What does not fit is remembered, not thrown: most lines
/// of a text are of another format than the one that is tried.
public final class TextLine extends LineCursor {
  TextLine(byte[] text, int lineStart, int start, int end, int number) {
    super(text, lineStart, start, end, number);
  }

  /// The same line from its start, as if nothing had been read.
  public TextLine fromStart() {
    restart();
    return this;
  }

  /// The same line, from its start.
  TextLine again() {
    rewind();
    return this;
  }

  /// Steps over this text, which must stand at the cursor.
  TextLine expect(String ascii) {
    if (fits && !skip(ascii)) {
      fail("'" + ascii + "'");
    }
    return this;
  }

  /// Steps over blanks and tabs, if there are any.
  TextLine blanks() {
    while (at < end && (text[at] == ' ' || text[at] == '\t')) {
      at++;
    }
    return this;
  }

  /// Steps over blanks and tabs, of which there must be one at least.
  TextLine gap() {
    int from = at;
    blanks();
    if (at == from) {
      fail("a blank");
    }
    return this;
  }

  /// Steps over a hexadecimal number of at most 64 bits; 0 if there is none.
  long hexadecimal(String what) {
    int from = at;
    long value = 0;
    while (fits && at < end && at - from <= 16) {
      int digit = Character.digit(text[at], 16);
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
      at++;
    }
    if (fits && (at == from || at - from > 16)) {
      at = from;
      fail(what);
    }
    return value;
  }

  /// Steps over any number of hexadecimal digits.
  void hexadecimals() {
    while (at < end && Character.digit(text[at], 16) >= 0) {
      at++;
    }
  }

  /// Steps over a decimal number below 2^53; 0 if there is none. So many KiB fit into 63 bits.
  long decimal(String what) {
    long value = unsigned(what);
    if (fits && value >>> 53 != 0) {
      fail(what);
    }
    return fits ? value : 0;
  }

  /// Steps over an unsigned decimal number of 64 bits; 0 if there is none.
  long unsigned(String what) {
    int from = at;
    while (fits && at < end && at - from <= 20 && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (fits && at > from && at - from <= 20) {
      try {
        return Long.parseUnsignedLong(
            new String(text, from, at - from, StandardCharsets.ISO_8859_1));
      } catch (NumberFormatException _) {
        // It is larger.
      }
    }
    if (fits) {
      fail(what);
    }
    return 0;
  }

  /// Steps over permission letters. The fourth is `p` or `s`, or `-` for private where the tool
  /// prints that; with three there is none, and it is taken as `p`.
  @Nullable Permissions permissions(int letters) {
    if (end - at < letters) {
      fail("permission letters");
    }
    int bits = 0;
    for (int i = 0; i < letters && fits; i++) {
      char letter = peek();
      boolean on = letter == "rwxs".charAt(i);
      if (!on && letter != '-' && !(i == 3 && letter == 'p')) {
        fail("'" + "rwxs".charAt(i) + "' or '-'");
      }
      bits = bits << 1 | (on ? 1 : 0);
      at++;
    }
    return fits ? Permissions.ofBits(letters == 3 ? bits << 1 : bits) : null;
  }

  /// The range between two addresses; `null` if there is none.
  @Nullable AddressRange range(long from, long to) {
    if (fits && !AddressRange.isRange(from, to)) {
      fail("a start below the end before this");
    }
    return fits ? new AddressRange(from, to) : null;
  }

  /// The rest of the line without blanks at its ends; the cursor goes to the end.
  String rest() {
    blanks();
    int last = end;
    while (last > at && (text[last - 1] == ' ' || text[last - 1] == '\t')) {
      last--;
    }
    String rest = new String(text, at, last - at, StandardCharsets.ISO_8859_1);
    at = end;
    return rest;
  }

  /// The text up to the next blank; the cursor goes there.
  String word() {
    int from = at;
    while (at < end && text[at] != ' ' && text[at] != '\t') {
      at++;
    }
    return new String(text, from, at - from, StandardCharsets.ISO_8859_1);
  }

  /// The next characters, fewer at the end of the line; the cursor goes behind them.
  String characters(int count) {
    int from = at;
    at = Math.min(end, at + count);
    return new String(text, from, at - from, StandardCharsets.ISO_8859_1);
  }

  /// The rest of the line, blanks included; the cursor goes to the end.
  String restAsIs() {
    String rest = new String(text, at, end - at, StandardCharsets.ISO_8859_1);
    at = end;
    return rest;
  }

  /// The key of a line of measures, a capital letter, letters and a colon; `null` if there is none.
  @Nullable String measureKey() {
    int to = at;
    while (to < end && to - at < 40 && (isLetter(text[to]) || text[to] == '_')) {
      to++;
    }
    boolean isKey = to < end && text[to] == ':' && peek() >= 'A' && peek() <= 'Z';
    return isKey ? new String(text, at, to - at, StandardCharsets.ISO_8859_1) : null;
  }

  private static boolean isLetter(byte c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
