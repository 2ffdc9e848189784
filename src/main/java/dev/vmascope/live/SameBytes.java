package dev.vmascope.live;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A comparison of two streams of bytes, a chunk at a time.
final class SameBytes {
  private static final int CHUNK = 8192;

  private SameBytes() {}

  /// Whether both have the same bytes.
  static boolean of(InputStream first, InputStream second) throws IOException {
    byte[] one = new byte[CHUNK];
    byte[] other = new byte[CHUNK];
    int count;
    do {
      count = first.readNBytes(one, 0, CHUNK);
      int same = second.readNBytes(other, 0, CHUNK);
      if (count != same || !Arrays.equals(one, 0, count, other, 0, count)) {
        return false;
      }
    } while (count > 0);
    return true;
  }
}
