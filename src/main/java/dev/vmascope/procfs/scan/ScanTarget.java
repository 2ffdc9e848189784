package dev.vmascope.procfs.scan;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessIdentity;

/// The process, file and address range of a page-table walk.
///
/// @param range the addresses; only a page map can be read in part
record ScanTarget(ProcessIdentity process, ProcFile file, AddressRange range) {
  /// The user half of an address space, whose page tables are walked.
  static final AddressRange ALL = new AddressRange(0, Long.MAX_VALUE);
}
