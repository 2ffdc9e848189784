package dev.vmascope.pasted;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The value of `COREDUMP_PROC_MAPS` in an entry of the journal. `journalctl -o json` prints a
/// string or an array of numbers, `-o export` a size of eight bytes with that many bytes behind it.
final class JournalField {
  private static final byte[] NAME = "COREDUMP_PROC_MAPS".getBytes(StandardCharsets.US_ASCII);
  private static final int SIZE_BYTES = 8;

  private final int line;
  private final byte[] text;
  private final boolean oneLine;

  private JournalField(int line, byte[] text, boolean oneLine) {
    this.line = line;
    this.text = text;
    this.oneLine = oneLine;
  }

  /// The line of the text that has its beginning, counted from 1.
  int line() {
    return line;
  }

  /// The value; not copied.
  byte[] text() {
    return text;
  }

  /// Whether all of it stands in that line.
  boolean oneLine() {
    return oneLine;
  }

  /// The first such field that has a value.
  static Optional<JournalField> in(byte[] text) {
    int line = 1;
    for (int at = 0; at < text.length; at++) {
      if (text[at] == '\n') {
        line++;
      } else if (text[at] == NAME[0] && startsAt(text, at)) {
        Optional<JournalField> field = value(text, at + NAME.length, line);
        if (field.isPresent()) {
          return field;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean startsAt(byte[] text, int at) {
    int end = at + NAME.length;
    return end < text.length && Arrays.equals(text, at, end, NAME, 0, NAME.length);
  }

  private static Optional<JournalField> value(byte[] text, int behind, int line) {
    if (text[behind] == '\n') {
      return exported(text, behind + 1, line);
    }
    if (text[behind] != '"') {
      return Optional.empty();
    }
    int at = skip(text, behind + 1, " \t:");
    if (at < text.length && text[at] == '"') {
      return Optional.of(new JournalField(line, string(text, at + 1), true));
    }
    return at < text.length && text[at] == '['
        ? Optional.of(new JournalField(line, array(text, at + 1), true))
        : Optional.empty();
  }

  private static int skip(byte[] text, int from, String any) {
    int at = from;
    while (at < text.length && any.indexOf(text[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static Optional<JournalField> exported(byte[] text, int from, int line) {
    if (from + SIZE_BYTES > text.length) {
      return Optional.empty();
    }
    long size = 0;
    for (int i = SIZE_BYTES - 1; i >= 0; i--) {
      size = size << 8 | (text[from + i] & 0xff);
    }
    int start = from + SIZE_BYTES;
    boolean fits = size > 0 && size <= text.length - start;
    return fits
        ? Optional.of(
            new JournalField(line + 1, Arrays.copyOfRange(text, start, start + (int) size), false))
        : Optional.empty();
  }

  private static byte[] string(byte[] text, int from) {
    byte[] value = new byte[text.length - from];
    int length = 0;
    int at = from;
    while (at < text.length && text[at] != '"') {
      boolean escaped = text[at] == '\\' && at + 1 < text.length;
      if (escaped && text[at + 1] == 'u') {
        byte[] utf8 = unicode(text, at + 2).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, value, length, Math.min(utf8.length, value.length - length));
        length = Math.min(length + utf8.length, value.length);
        at += 6;
      } else {
        value[length] = escaped ? unescaped(text[at + 1]) : text[at];
        length++;
        at += escaped ? 2 : 1;
      }
    }
    return Arrays.copyOf(value, length);
  }

  private static byte unescaped(byte letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> letter;
    };
  }

  private static String unicode(byte[] text, int from) {
    int unit = 0;
    for (int i = from; i < Math.min(from + 4, text.length); i++) {
      unit = unit << 4 | Math.max(0, Character.digit(text[i], 16));
    }
    return String.valueOf((char) unit);
  }

  private static byte[] array(byte[] text, int from) {
    byte[] value = new byte[text.length - from];
    int length = 0;
    int number = -1;
    for (int at = from; at < text.length && text[at] != ']'; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        number = Math.max(number, 0) * 10 % 256 + digit;
      } else if (number >= 0) {
        value[length] = (byte) number;
        length++;
        number = -1;
      }
    }
    if (number >= 0) {
      value[length] = (byte) number;
      length++;
    }
    return Arrays.copyOf(value, length);
  }
}
