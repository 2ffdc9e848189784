package dev.vmascope.procfs.pool;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// A stream over the bytes in chunks of memory. It can go back.
final class ChunkStream extends InputStream {
  private final List<ByteBuffer> filled;
  private int current;
  private int marked;
  private int markedPosition;

  ChunkStream(List<ByteBuffer> chunks) {
    filled = chunks.stream().map(chunk -> chunk.duplicate().flip()).toList();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    while (current < filled.size()) {
      ByteBuffer chunk = filled.get(current);
      if (chunk.hasRemaining()) {
        int count = Math.min(length, chunk.remaining());
        chunk.get(target, offset, count);
        return count;
      }
      current++;
    }
    return -1;
  }

  /// All that is left.
  @Override
  public int available() {
    long left = 0;
    for (int i = current; i < filled.size(); i++) {
      left += filled.get(i).remaining();
    }
    return Math.toIntExact(Math.min(left, Integer.MAX_VALUE));
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public synchronized void mark(int limit) {
    marked = current;
    markedPosition = current < filled.size() ? filled.get(current).position() : 0;
  }

  @Override
  public synchronized void reset() {
    for (int i = marked; i <= current && i < filled.size(); i++) {
      filled.get(i).position(i == marked ? markedPosition : 0);
    }
    current = marked;
  }
}
