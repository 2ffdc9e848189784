package dev.vmascope.storage;

import java.io.IOException;
import java.io.OutputStream;

/// The writer of the contents of a file. It need not buffer, and does not close.
@FunctionalInterface
public interface ContentWriter {
  /// Writes the contents.
  ///
  /// @throws IOException if there is no content; then nothing is stored
  void writeTo(OutputStream out) throws IOException;
}
