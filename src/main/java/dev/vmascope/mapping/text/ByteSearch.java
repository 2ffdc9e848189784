package dev.vmascope.mapping.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A Horspool search for any of some ASCII texts in a stream of bytes. Where none of them can end,
/// the search skips up to the length of the shortest one.
public final class ByteSearch {
  private static final int BUFFER = 1 << 16;

  private final byte[][] texts;
  private final int shortest;
  private final int longest;

  /// The number of bytes to skip, by the byte where a text may end; negative where one can.
  private final int[] steps = new int[256];

  /// A search for these texts, each of at least one character.
  public ByteSearch(String... texts) {
    this.texts =
        Arrays.stream(texts)
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    shortest = Arrays.stream(this.texts).mapToInt(text -> text.length).min().orElseThrow();
    longest = Arrays.stream(this.texts).mapToInt(text -> text.length).max().orElseThrow();
    Arrays.fill(steps, shortest);
    for (byte[] text : this.texts) {
      int last = text.length - 1;
      for (int i = text.length - shortest; i < last; i++) {
        steps[text[i]] = Math.min(steps[text[i]], last - i);
      }
    }
    for (byte[] text : this.texts) {
      int last = text[text.length - 1];
      steps[last] = -Math.abs(steps[last]);
    }
  }

  /// Whether the rest of a stream contains one of the texts.
  public boolean isIn(InputStream in) throws IOException {
    byte[] buffer = new byte[longest + LineBuffer.room(in, BUFFER)];
    int filled = 0;
    int last = shortest - 1;
    while (true) {
      int count = in.read(buffer, filled, buffer.length - filled);
      if (count < 0) {
        return false;
      }
      filled += count;
      last = next(buffer, filled, last);
      if (last < filled) {
        return true;
      }
      int kept = Math.min(filled, longest - 1);
      System.arraycopy(buffer, filled - kept, buffer, 0, kept);
      last -= filled - kept;
      filled = kept;
    }
  }

  /// Whether a line contains one of the texts, none of which has a newline.
  public boolean isIn(ByteLines line) {
    return next(line.buffer, line.lineEnd, line.lineStart + shortest - 1) < line.lineEnd;
  }

  /// The position where a text ends next; at least `filled` if the buffer does not contain one.
  private int next(byte[] buffer, int filled, int from) {
    // Locals: the simple compiler that the service runs with reads a field anew each time.
    int[] further = steps;
    int last = from;
    while (last < filled) {
      int step = further[buffer[last] & 0xff];
      if (step < 0) {
        if (endsAt(buffer, last)) {
          return last;
        }
        step = -step;
      }
      last += step;
    }
    return last;
  }

  private boolean endsAt(byte[] buffer, int last) {
    for (byte[] text : texts) {
      int begin = last + 1 - text.length;
      if (begin >= 0 && Arrays.equals(buffer, begin, last + 1, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }
}
