package dev.vmascope.procfs;

import dev.vmascope.mapping.AddressRange;

/// What a read that walks page tables reads.
///
/// @param range which addresses it is about; only a page map can be read in parts
record ScanTarget(AddressSpaceKey process, ProcFile file, AddressRange range) {
  /// The user half of an address space, where the tables are that get walked.
  static final AddressRange ALL = new AddressRange(0, Long.MAX_VALUE);
}
