package dev.vmascope.http.snapshot;

import dev.vmascope.capture.Manifest;
import dev.vmascope.procfs.ProcFs;
import java.io.Closeable;

/// A stored snapshot of one process, open for reading.
///
/// @param files its files, read like those of a running process
/// @param pid the process that it is of
/// @param manifest its manifest, which whoever sent it may have written
/// @param archive the file that must stay open as long as they are read
public record OpenSnapshot(ProcFs files, int pid, Manifest manifest, AutoCloseable archive)
    implements Closeable {
  @Override
  public void close() {
    files.close();
    try {
      archive.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing a file that was only read", e);
    }
  }
}
