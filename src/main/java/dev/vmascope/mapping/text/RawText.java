package dev.vmascope.mapping.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The raw bytes of a name from the kernel: a file name, a process name. They need not be UTF-8 and
/// may hold any byte but NUL.
public final class RawText {
  private static final int LONGEST_LABEL = 63;

  private static final RawText EMPTY = new RawText("");

  private final String latin1;

  /// @param latin1 the bytes, one character each (ISO-8859-1), so that equality is equality of
  ///   bytes
  public RawText(String latin1) {
    this.latin1 = latin1;
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) > 0xff) {
        throw new IllegalArgumentException("expected one character per byte");
      }
    }
  }

  // Bytes need no check, which costs a tenth of what parsing a line does.
  private RawText(byte[] bytes, int from, int to) {
    latin1 = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// The text of some of these bytes.
  public static RawText of(byte[] bytes, int from, int to) {
    return from == to ? EMPTY : new RawText(bytes, from, to);
  }

  /// The bytes of a text, as UTF-8.
  public static RawText ofUtf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }

  /// The bytes, one character each.
  public String latin1() {
    return latin1;
  }

  /// The bytes, a fresh copy.
  public byte[] bytes() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The text for people: UTF-8 decoded, invalid bytes shown as U+FFFD.
  public String text() {
    return isAscii() ? latin1 : new String(bytes(), StandardCharsets.UTF_8);
  }

  /// Whether [#text()] carries every byte.
  public boolean isUtf8() {
    return isAscii() || ofUtf8(text()).equals(this);
  }

  /// The text for a terminal, a log line or a label: control, format and bidirectional characters
  /// replaced, and cut.
  ///
  /// @param longest the maximum number of characters
  public String printable(int longest) {
    if (isPlain()) {
      return latin1.substring(0, Math.min(longest, latin1.length()));
    }
    StringBuilder printable = new StringBuilder();
    text()
        .codePoints()
        .limit(longest)
        .map(c -> isPrintable(c) ? c : '\ufffd')
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  /// The text for a label of a metric: printable, at most 63 characters, maybe blank.
  public String label() {
    return printable(LONGEST_LABEL);
  }

  /// The same, never blank: the name of a process or a group.
  public String name() {
    String label = label();
    return label.isBlank() ? "(no name)" : label;
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// Whether the text has only letters, digits, punctuation and spaces of ASCII, as most have.
  private boolean isPlain() {
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) < ' ' || latin1.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private boolean isAscii() {
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawText that && latin1.equals(that.latin1);
  }

  @Override
  public int hashCode() {
    return latin1.hashCode();
  }

  @Override
  public String toString() {
    return "RawText[latin1=" + latin1 + "]";
  }
}
