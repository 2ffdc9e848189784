package dev.vmascope.http.snapshot;

import dev.vmascope.procfs.ProcFs;

/// A stored snapshot of one process, open for reading.
///
/// @param files its files, read like those of a running process
/// @param pid the process that it is of
/// @param archive the file that must stay open as long as they are read
public record OpenSnapshot(ProcFs files, int pid, AutoCloseable archive) {
  /// Ends the reading.
  public void close() {
    files.close();
    try {
      archive.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing a file that was only read", e);
    }
  }
}
