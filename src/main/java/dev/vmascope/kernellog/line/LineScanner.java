package dev.vmascope.kernellog.line;

import java.util.OptionalLong;

/// A reader of short forms in a part of a line, by positions. A form that is not there has the
/// position -1, and so has each form that would follow it.
final class LineScanner {
  private static final int NONE = -1;
  private static final String BLANKS = " \t\n\u000b\f\r";

  private final CharSequence text;
  private final int end;

  /// @param end the end of the part: what is behind it is not seen
  LineScanner(CharSequence text, int end) {
    this.text = text;
    this.end = end;
  }

  /// The end of the part.
  int end() {
    return end;
  }

  /// A character; one that no text has, outside the text.
  char at(int at) {
    return at >= 0 && at < end ? text.charAt(at) : Character.MAX_VALUE;
  }

  /// The end of one character.
  int character(int at, char wanted) {
    return at(at) == wanted ? at + 1 : NONE;
  }

  /// The end of a word that is known.
  int characters(int start, String wanted) {
    int at = start;
    for (int i = 0; i < wanted.length(); i++) {
      at = character(at, wanted.charAt(i));
    }
    return at;
  }

  /// The end of a character that may be absent.
  int optional(int at, char wanted) {
    return at(at) == wanted ? at + 1 : at;
  }

  /// The end of a word that may be absent.
  int optional(int at, String wanted) {
    int behind = characters(at, wanted);
    return behind >= 0 ? behind : at;
  }

  /// An unsigned number of at most sixteen small hexadecimal digits, as a word of its own.
  OptionalLong hexadecimal(int start) {
    int at = start;
    while (at >= 0 && at - start < 16 && isHexadecimal(at(at))) {
      at++;
    }
    return at == start || Character.isLetterOrDigit(at(at)) || at(at) == '_'
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseUnsignedLong(text, start, at, 16));
  }

  private static boolean isHexadecimal(char character) {
    return isDigit(character) || (character >= 'a' && character <= 'f');
  }

  /// The end of a text behind brackets, which are closed after so many characters at the latest.
  int closed(int start, int most) {
    int at = start;
    while (at >= 0 && at - start < most && at < end && text.charAt(at) != ']') {
      at++;
    }
    return character(at, ']');
  }

  /// The end of at most so many digits, and at least one.
  int digits(int start, int most) {
    int at = start;
    while (at >= 0 && at - start < most && isDigit(at(at))) {
      at++;
    }
    return at == start ? NONE : at;
  }

  /// The end of so many digits.
  int exactly(int start, int count) {
    int at = digits(start, count);
    return at - start == count ? at : NONE;
  }

  /// The end of small letters.
  int letters(int start, int least, int most) {
    int at = start;
    while (at >= 0 && at - start < most && at(at) >= 'a' && at(at) <= 'z') {
      at++;
    }
    return at - start < least ? NONE : at;
  }

  /// The end of at most so many characters that are no blanks, and at least one.
  int word(int start, int most) {
    int at = start;
    while (at >= 0 && at - start < most && at < end && BLANKS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at == start ? NONE : at;
  }

  /// The end of any number of blanks.
  int blanks(int start) {
    int at = start;
    while (at(at) == ' ') {
      at++;
    }
    return at;
  }

  /// The end of at least one blank.
  int someBlanks(int start) {
    int at = blanks(start);
    return at == start ? NONE : at;
  }

  static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
