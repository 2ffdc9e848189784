package dev.vmascope.pasted;

import java.io.InputStream;

/// The lines of mappings in a text like `smaps`, without the measures between them. These lines are
/// those of `maps`.
final class HeadLines extends InputStream {
  private final byte[] text;
  private final int end;

  /// The next byte of a line of a mapping, or the position behind it.
  private int at;

  private int lineEnd;

  /// @param from the position of the first line
  /// @param end the position behind the last one
  HeadLines(byte[] text, int from, int end) {
    this.text = text;
    this.end = end;
    at = from;
    lineEnd = from;
  }

  @Override
  public int read() {
    return hasMore() ? text[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, lineEnd - at);
    System.arraycopy(text, at, target, from, count);
    at += count;
    return count;
  }

  /// Steps over measures: their keys begin with a capital letter, as no address does.
  private boolean hasMore() {
    while (at == lineEnd && at < end) {
      boolean isMeasure = text[at] >= 'A' && text[at] <= 'Z';
      lineEnd = behindLine(at);
      at = isMeasure ? lineEnd : at;
    }
    return at < lineEnd;
  }

  private int behindLine(int from) {
    int newline = from;
    while (newline < end && text[newline] != '\n') {
      newline++;
    }
    return Math.min(end, newline + 1);
  }
}
