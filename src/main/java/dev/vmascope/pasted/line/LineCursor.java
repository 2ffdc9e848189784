package dev.vmascope.pasted.line;

import java.nio.charset.StandardCharsets;

/// A cursor in the content of one line, and the place that did not fit.
abstract sealed class LineCursor permits TextLine {
  final byte[] text;
  private final int lineStart;
  final int start;
  final int end;
  private final int number;
  int at;
  boolean fits = true;
  private int failedAt;
  private String expected = "a mapping";

  /// @param lineStart where the line starts in the text, with what was taken off
  /// @param start where its content starts
  /// @param end the end of its content
  /// @param number its number, counted from 1
  LineCursor(byte[] text, int lineStart, int start, int end, int number) {
    this.text = text;
    this.lineStart = lineStart;
    this.start = start;
    this.end = end;
    this.number = number;
    at = start;
    failedAt = start;
  }

  /// The number in the text, counted from 1.
  public int number() {
    return number;
  }

  /// The byte that did not fit, counted from 1.
  public int column() {
    return failedAt - lineStart + 1;
  }

  /// The text that was expected there.
  public String expected() {
    return expected;
  }

  /// The bytes of the content, one character each.
  public String content() {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// The length of the content.
  public int length() {
    return end - start;
  }

  /// Whether the content is blank.
  public boolean isBlank() {
    for (int i = start; i < end; i++) {
      if (text[i] != ' ' && text[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /// The first characters of the content.
  public String beginning(int most) {
    return new String(text, start, Math.min(most, end - start), StandardCharsets.ISO_8859_1);
  }

  /// Goes to the start, as if nothing had been read.
  void restart() {
    failedAt = start;
    expected = "a mapping";
    rewind();
  }

  /// Whether everything has fitted so far.
  boolean fits() {
    return fits;
  }

  void rewind() {
    at = start;
    fits = true;
  }

  /// The cursor, in bytes from the start of the content.
  int at() {
    return at - start;
  }

  void backTo(int column) {
    at = start + column;
  }

  boolean atEnd() {
    return at >= end;
  }

  /// The byte under the cursor as an ASCII character; NUL at the end.
  char peek() {
    return at < end ? (char) (text[at] & 0xff) : 0;
  }

  /// Notes what does not fit at the cursor. The furthest such place of the line is kept.
  void fail(String what) {
    failAt(at - start, what);
  }

  void failAt(int column, String what) {
    fits = false;
    if (start + column >= failedAt) {
      failedAt = start + column;
      expected = what;
    }
  }

  /// Steps over this text, if it stands at the cursor.
  boolean skip(String ascii) {
    if (end - at < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (text[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    at += ascii.length();
    return true;
  }
}
