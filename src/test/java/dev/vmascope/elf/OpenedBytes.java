package dev.vmascope.elf;

import dev.vmascope.mapping.text.ObjectBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// An object in a file that is too large to be held.
final class OpenedBytes implements ObjectBytes, AutoCloseable {
  private final FileChannel file;
  private final long size;
  private long read;

  private OpenedBytes(FileChannel file) throws IOException {
    this.file = file;
    size = file.size();
  }

  static OpenedBytes of(Path path) throws IOException {
    return new OpenedBytes(FileChannel.open(path));
  }

  /// How many bytes have been read.
  long read() {
    return read;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long offset, byte[] target) throws IOException {
    read += target.length;
    return file.read(ByteBuffer.wrap(target), offset);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
