package dev.vmascope.snapshots;

import dev.vmascope.capture.Manifest;
import java.io.IOException;
import java.io.OutputStream;

/// The writer of the archive of a snapshot.
@FunctionalInterface
interface SnapshotContent {
  /// Writes the archive.
  ///
  /// @param comment the comment of the archive
  /// @return the manifest that was written
  Manifest writeTo(OutputStream out, String comment) throws IOException;
}
