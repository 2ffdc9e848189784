package dev.vmascope.capture;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/// A zip that is finished only on request. Closing it frees its memory, whatever was written, and
/// leaves the stream below open.
final class ArchiveOutput extends ZipOutputStream {
  /// Text of `smaps` shrinks to a thirtieth at this level.
  private static final int LEVEL = 6;

  ArchiveOutput(OutputStream out) {
    super(out);
    setLevel(LEVEL);
  }

  @Override
  public void close() {
    def.end();
  }
}
