package dev.vmascope.storage;

import dev.vmascope.procfs.call.FolderCalls;
import java.io.IOException;
import java.io.OutputStream;

/// The output to an incomplete file, with a limit of its size.
final class FileOutput extends OutputStream {
  private static final int BUFFER = 1 << 14;

  private final FolderCalls folder;
  private final int file;
  private final long mostBytes;
  private final byte[] buffer = new byte[BUFFER];
  private int buffered;
  private long taken;

  FileOutput(FolderCalls folder, int file, long mostBytes) {
    this.folder = folder;
    this.file = file;
    this.mostBytes = mostBytes;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > mostBytes - taken) {
      throw new StorageException(
          StorageFailure.TOO_LARGE, "the file would be larger than " + mostBytes + " bytes");
    }
    taken += length;
    int at = offset;
    int left = length;
    while (left > 0) {
      int some = Math.min(left, BUFFER - buffered);
      System.arraycopy(bytes, at, buffer, buffered, some);
      buffered += some;
      at += some;
      left -= some;
      if (buffered == BUFFER) {
        flush();
      }
    }
  }

  /// Gives the bytes to the kernel; they are not durable then.
  @Override
  public void flush() throws IOException {
    int written = 0;
    while (written < buffered) {
      try {
        written += folder.write(file, buffer, written, buffered - written);
      } catch (IOException e) {
        throw StorageException.of(e);
      }
    }
    buffered = 0;
  }
}
