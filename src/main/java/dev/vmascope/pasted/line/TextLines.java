package dev.vmascope.pasted.line;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The lines of a pasted text, without quotes of mails, carriage returns, byte order mark.
public final class TextLines {
  /// The longest line that can be one of a listing; a longer one is passed as empty.
  private static final int LONGEST = 1 << 20;

  /// The number of lines between two steps.
  private static final int STEP = 256;

  private final byte[] text;
  private final Runnable step;
  private int next;
  private int number;
  private int lineStart;
  private final Set<Forgiven> cleaned = EnumSet.noneOf(Forgiven.class);

  /// The lines from a position on.
  ///
  /// @param from the start of a line
  /// @param before the number of lines before it
  /// @param step an action to take every few lines, which may throw
  public TextLines(byte[] text, int from, int before, Runnable step) {
    this.text = text;
    this.step = step;
    next = from;
    number = before;
  }

  /// The next line, or `null` at the end.
  public @Nullable TextLine next() {
    if (next >= text.length) {
      return null;
    }
    cleaned.clear();
    lineStart = next;
    int end = lineStart;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    next = end + 1;
    number++;
    if (number % STEP == 0) {
      step.run();
    }
    if (end == text.length) {
      cleaned.add(Forgiven.NO_FINAL_NEWLINE);
    }
    if (end - lineStart > LONGEST) {
      return new TextLine(text, lineStart, lineStart, lineStart, number);
    }
    while (end > lineStart && text[end - 1] == '\r') {
      end--;
      cleaned.add(Forgiven.CARRIAGE_RETURNS);
    }
    return new TextLine(text, lineStart, content(lineStart, end), end, number);
  }

  private int content(int from, int end) {
    int at = from;
    if (from == 0
        && end >= 3
        && text[0] == (byte) 0xef
        && text[1] == (byte) 0xbb
        && text[2] == (byte) 0xbf) {
      at = 3;
      cleaned.add(Forgiven.BYTE_ORDER_MARK);
    }
    while (at < end && text[at] == '>') {
      at += at + 1 < end && text[at + 1] == ' ' ? 2 : 1;
      cleaned.add(Forgiven.QUOTES);
    }
    return at;
  }

  /// The position in the text where the last line starts.
  public int lineStart() {
    return lineStart;
  }

  /// The position behind the last line.
  public int nextStart() {
    return Math.min(next, text.length);
  }

  /// The changes undone in the last line.
  public Set<Forgiven> cleaned() {
    return cleaned;
  }
}
