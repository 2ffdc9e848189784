package dev.vmascope.mapping.text;

import java.util.HexFormat;

/// A complaint about text that does not fit the grammar of its file. The message is
/// `source:line:column: expected …, got …`; the text found is quoted, escaped and cut. It may be an
/// address.
public final class MalformedException extends RuntimeException {
  private static final int SHOWN = 48;

  private final int line;
  private final int column;
  private final String complaint;
  private final String expected;
  private final String got;

  public MalformedException(String source, int line, int column, String expected, String got) {
    // Without the stack trace: it shows nothing of the input, and would cost more than the parsing.
    super(
        source + ":" + line + ":" + column + ": expected " + expected + ", got " + quote(got),
        null,
        false,
        false);
    this.line = line;
    this.column = column;
    this.expected = expected;
    this.got = quote(got);
    complaint = source + ":" + line + ":" + column + ": expected " + expected;
  }

  /// The text that the grammar expects.
  public String expected() {
    return expected;
  }

  /// The text found instead, quoted, escaped and cut. It may be an address.
  public String got() {
    return got;
  }

  /// The message without the text found.
  public String complaint() {
    return complaint;
  }

  /// The line, counted from 1.
  public int line() {
    return line;
  }

  /// The byte in the line, counted from 1.
  public int column() {
    return column;
  }

  private static String quote(String latin1) {
    if (latin1.isEmpty()) {
      return "the end of the line";
    }
    StringBuilder quoted = new StringBuilder("'");
    for (char c : latin1.substring(0, Math.min(latin1.length(), SHOWN)).toCharArray()) {
      if (c >= ' ' && c < 0x7f && c != '\\' && c != '\'') {
        quoted.append(c);
      } else {
        quoted.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
      }
    }
    return quoted.append(latin1.length() > SHOWN ? "…'" : "'").toString();
  }
}
