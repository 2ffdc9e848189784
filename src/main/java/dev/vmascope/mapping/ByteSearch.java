package dev.vmascope.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds a text in a stream of bytes, and looks at few of them for it: where the last byte of the
/// text does not fit, the search goes on as much further as the text is long (Horspool).
final class ByteSearch {
  private static final int BUFFER = 1 << 16;

  private final byte[] text;

  /// How far the search may go on, by the byte that stood where the last one of the text would.
  private final int[] steps = new int[256];

  /// A search for this ASCII text.
  ByteSearch(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(steps, this.text.length);
    for (int i = 0; i < this.text.length - 1; i++) {
      steps[this.text[i]] = this.text.length - 1 - i;
    }
  }

  /// Whether the rest of a stream has it.
  boolean isIn(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int filled = 0;
    int last = text.length - 1;
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
      int kept = Math.min(filled, text.length - 1);
      System.arraycopy(buffer, filled - kept, buffer, 0, kept);
      last -= filled - kept;
      filled = kept;
    }
  }

  /// Where the text ends next; not below `filled`, if it does not in what there is.
  private int next(byte[] buffer, int filled, int from) {
    // Locals: the simple compiler that the service runs with reads a field anew each time.
    int[] further = steps;
    byte end = text[text.length - 1];
    int last = from;
    while (last < filled) {
      byte there = buffer[last];
      if (there == end && endsAt(buffer, last)) {
        return last;
      }
      last += further[there & 0xff];
    }
    return last;
  }

  private boolean endsAt(byte[] buffer, int last) {
    for (int i = text.length - 1, at = last; i >= 0; i--, at--) {
      if (buffer[at] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
