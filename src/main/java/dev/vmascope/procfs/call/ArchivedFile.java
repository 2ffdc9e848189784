package dev.vmascope.procfs.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// A compressed file in an archive, read from front to back. A read before the last one begins at
/// the front again.
final class ArchivedFile implements AutoCloseable {
  private static final int PART = 1 << 13;

  private final Path path;
  private final byte[] part = new byte[PART];
  private InputStream in;
  private long at;

  /// @throws java.nio.file.NoSuchFileException if the archive has no such file
  ArchivedFile(Path path) throws IOException {
    this.path = path;
    in = Files.newInputStream(path);
  }

  /// Fills a buffer from a position on, as far as the file goes.
  ///
  /// @return the number of bytes
  /// @throws IOException if the archive is damaged there
  int read(ByteBuffer target, long position) throws IOException {
    if (position < at) {
      in.close();
      in = Files.newInputStream(path);
      at = 0;
    }
    in.skipNBytes(position - at);
    at = position;
    int count = 0;
    while (target.hasRemaining()) {
      int more = in.read(part, 0, Math.min(part.length, target.remaining()));
      if (more < 0) {
        break;
      }
      target.put(part, 0, more);
      count += more;
    }
    at += count;
    return count;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
