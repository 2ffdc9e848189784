package dev.vmascope.mapping.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A buffer of one line of a byte stream, with a cursor. Every line must end in a newline (the
/// kernel writes whole lines): a last line without one is malformed.
abstract sealed class LineBuffer permits ByteLines {
  private static final int INITIAL = 1 << 16;
  private static final int LEAST = 1 << 12;
  private static final int LONGEST = 1 << 20;

  private final InputStream in;
  private final String source;
  byte[] buffer;
  private int filled;
  int lineStart;
  int lineEnd = -1;
  int position;
  private int number;

  LineBuffer(InputStream in, String source) {
    this.in = in;
    this.source = source;
    buffer = new byte[1 + room(in, INITIAL)];
  }

  /// The room for what a stream still has: most listings are small, and a buffer costs what
  /// clearing it does.
  ///
  /// @param most the room where it has more, or where it does not say
  static int room(InputStream in, int most) {
    try {
      int available = in.available();
      return available > 0 ? Math.clamp(available, LEAST, most) : most;
    } catch (IOException _) {
      // The first read says why.
      return most;
    }
  }

  /// The lines of a small file, without a buffer larger than it.
  LineBuffer(byte[] file, String source) {
    in = InputStream.nullInputStream();
    this.source = source;
    buffer = Arrays.copyOf(file, file.length + 1);
    filled = file.length;
  }

  /// Goes to the next line; false at the end.
  public boolean advance() throws IOException {
    return advance(0);
  }

  /// Goes to the next line; false at the end.
  ///
  /// @param shortest a length, without the newline, up to which the line is not looked at. A
  ///   shorter line that is not the last may be returned joined with the next one. To a parser of
  ///   lines that are never as short, it is malformed either way; to a search it makes no
  ///   difference.
  public boolean advance(int shortest) throws IOException {
    lineStart = Math.min(lineEnd + 1, filled);
    int scanned = lineStart + shortest;
    number++;
    while (true) {
      if (findLineEnd(scanned)) {
        return true;
      }
      scanned = Math.max(shortest, filled - lineStart);
      makeRoom();
      int count = in.read(buffer, filled, buffer.length - filled);
      if (count < 0 && shortest > 0 && findLineEnd(lineStart)) {
        return true;
      }
      if (count < 0) {
        lineEnd = filled;
        position = lineEnd;
        if (filled == lineStart) {
          return false;
        }
        throw malformed("a newline at the end of the last line");
      }
      filled += count;
    }
  }

  /// Goes to the next line, if it is whole in the buffer and has a decimal number, without leading
  /// zeros, between these two texts.
  ///
  /// @param before the text before the number, and before blanks that align it
  /// @param end the column behind the number, at most 18 behind that text
  /// @param unit the text from there to the end of the line
  /// @return the number; -1 for another line, and then the cursor stays where it is
  public long advanceTo(byte[] before, int end, byte[] unit) {
    byte[] bytes = buffer;
    int start = lineEnd + 1;
    int numberEnd = start + end;
    int newline = numberEnd + unit.length;
    if (newline >= filled || bytes[newline] != '\n') {
      return -1;
    }
    if (!stand(before, bytes, start) || !stand(unit, bytes, numberEnd)) {
      return -1;
    }
    int first = start + before.length;
    while (first < numberEnd && bytes[first] == ' ') {
      first++;
    }
    long value = 0;
    for (int i = first; i < numberEnd; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    int digits = numberEnd - first;
    if (digits <= 0 || (digits > 1 && bytes[first] == '0')) {
      return -1;
    }
    number++;
    lineStart = start;
    lineEnd = newline;
    position = newline;
    return value;
  }

  /// Whether these bytes stand at a position, which has as many behind it.
  static boolean stand(byte[] expected, byte[] bytes, int from) {
    // A loop of its own: what is compared is short.
    for (int i = 0; i < expected.length; i++) {
      if (bytes[from + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean findLineEnd(int from) {
    // Locals: the simple compiler that the service runs with reads a field anew each time.
    byte[] bytes = buffer;
    int end = filled;
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        lineEnd = i;
        position = lineStart;
        return true;
      }
    }
    return false;
  }

  private void makeRoom() {
    if (lineStart > 0) {
      System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
      filled -= lineStart;
      lineStart = 0;
    }
    if (filled == buffer.length) {
      if (filled >= LONGEST) {
        lineEnd = filled;
        position = 0;
        throw malformed("a line of at most " + LONGEST + " bytes");
      }
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, LONGEST));
    }
  }

  /// Whether the cursor is at the end of the line.
  public boolean atEnd() {
    return position >= lineEnd;
  }

  /// The byte under the cursor; 0 at the end of the line, where no kernel text has one.
  public byte peek() {
    return atEnd() ? 0 : buffer[position];
  }

  /// The cursor, in bytes from the start of the line.
  public int column() {
    return position - lineStart;
  }

  /// Whether the byte at this column of the line is this one.
  public boolean hasAt(int column, char c) {
    int at = lineStart + column;
    return at < lineEnd && buffer[at] == c;
  }

  /// The length of the line in bytes, without its newline.
  public int length() {
    return lineEnd - lineStart;
  }

  /// The whole line; the cursor stays where it is.
  public RawText line() {
    return RawText.of(buffer, lineStart, lineEnd);
  }

  /// The complaint about what stands at the cursor.
  public MalformedException malformed(String expected) {
    int from = Math.min(position, lineEnd);
    String got = new String(buffer, from, lineEnd - from, StandardCharsets.ISO_8859_1);
    return new MalformedException(source, number, from - lineStart + 1, expected, got);
  }
}
