package dev.vmascope.procfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// A file as the kernel gives it: at most a page a read, and an error after so many bytes.
public final class FakeChannel implements ReadableByteChannel {
  private static final int PAGE = 4096;

  private final byte[] content;
  private final int breaksAt;
  private final IOException error;
  private int position;

  private FakeChannel(byte[] content, int breaksAt, IOException error) {
    this.content = content;
    this.breaksAt = breaksAt;
    this.error = error;
  }

  /// A file that can be read to its end.
  public static FakeChannel of(byte[] content) {
    return new FakeChannel(content, Integer.MAX_VALUE, new IOException("never thrown"));
  }

  /// A file whose reading fails after so many bytes.
  public static FakeChannel breakingOff(byte[] content, int after, IOException error) {
    return new FakeChannel(content, after, error);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= breaksAt) {
      throw error;
    }
    if (position == content.length) {
      return -1;
    }
    int end = Math.min(content.length, breaksAt);
    int count = Math.min(Math.min(PAGE, end - position), target.remaining());
    target.put(content, position, count);
    position += count;
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
