package dev.vmascope.mapping.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A Horspool search for an ASCII text in a stream of bytes. Where the last byte of the text does
/// not match, the search skips up to the length of the text.
public final class ByteSearch {
  private static final int BUFFER = 1 << 16;

  private final byte[] text;

  /// The number of bytes to skip, by the byte at the position of the text's last one.
  private final int[] steps = new int[256];

  /// A search for this ASCII text.
  public ByteSearch(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(steps, this.text.length);
    for (int i = 0; i < this.text.length - 1; i++) {
      steps[this.text[i]] = this.text.length - 1 - i;
    }
  }

  /// Whether the rest of a stream contains the text.
  public boolean isIn(InputStream in) throws IOException {
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

  /// The position where the text ends next; at least `filled` if the buffer does not contain it.
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
