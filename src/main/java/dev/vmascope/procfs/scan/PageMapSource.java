package dev.vmascope.procfs.scan;

import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.pool.ProcFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The interfaces by which a kernel reports the state of a process's pages. The one in use is found
/// by trial, not guessed from a version.
public enum PageMapSource {
  /// The ioctl `PAGEMAP_SCAN`, which distinguishes guards from swapped pages (Linux 6.16).
  SCAN_WITH_GUARDS,
  /// The ioctl `PAGEMAP_SCAN`, which reports a guard as a swapped page (Linux 6.7).
  SCAN,
  /// The entries of `pagemap`, eight bytes for each page: they lack huge pages and the zero page;
  /// guards are there since Linux 6.15.
  ENTRIES;

  /// The source that works for the service's own pages under a proc file system; empty without an
  /// own process there, as in captures.
  public static Optional<PageMapSource> of(Path root) {
    Path own = root.resolve("self").resolve(ProcFile.PAGEMAP.fileName());
    try (KernelFile pagemap = KernelFile.open(own)) {
      if (PageMapScan.isKnown(pagemap, SCAN_WITH_GUARDS)) {
        return Optional.of(SCAN_WITH_GUARDS);
      }
      return Optional.of(PageMapScan.isKnown(pagemap, SCAN) ? SCAN : ENTRIES);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
