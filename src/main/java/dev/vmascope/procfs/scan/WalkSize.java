package dev.vmascope.procfs.scan;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.process.ProcessReading;

/// The estimated size of a page-table walk, from `maps` and `status`.
///
/// @param mappings the number of mappings on the way
/// @param bytes the bytes of memory that is present, or in swap
/// @param entries the page-table entries, including those of absent pages: where memory is used
///   sparsely, there are many of them
record WalkSize(long mappings, long bytes, long entries) {
  /// A walk over all of a process.
  static WalkSize all(ProcessReading process, long mappings) {
    return new WalkSize(
        mappings,
        bytes(process, ProcessSize.RESIDENT) + bytes(process, ProcessSize.SWAP),
        entries(process));
  }

  /// A walk over what is mapped in a part of its addresses.
  ///
  /// @param byEntry whether the entries of absent pages are read too
  static WalkSize over(ProcessReading process, MappedRanges mapped, boolean byEntry) {
    WalkSize all = all(process, mapped.ranges().size());
    long pages = mapped.bytes() / LibC.PAGE_BYTES;
    return new WalkSize(
        all.mappings,
        byEntry ? mapped.bytes() : Math.min(all.bytes, mapped.bytes()),
        Math.min(all.entries, pages));
  }

  private static long entries(ProcessReading process) {
    return bytes(process, ProcessSize.PAGE_TABLE) / Long.BYTES;
  }

  private static long bytes(ProcessReading process, ProcessSize size) {
    return process.sizes().bytes(size).orElse(0);
  }
}
