package dev.vmascope.procfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// How this kernel tells what the pages of a process are. It was tried out, not guessed from a
/// version.
public enum PageMapSource {
  /// The ioctl `PAGEMAP_SCAN`, which tells guards from swapped pages (Linux 6.16).
  SCAN_WITH_GUARDS,
  /// The ioctl `PAGEMAP_SCAN`, to which a guard is a swapped page (Linux 6.7).
  SCAN,
  /// Eight bytes for each page: huge pages and the page of zeros cannot be told, guards can be
  /// since Linux 6.15.
  ENTRIES;

  /// What the kernel under a proc file system offers to this reader of its own pages; empty where
  /// there are none to ask about, as in captures.
  static Optional<PageMapSource> of(Path root) {
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
