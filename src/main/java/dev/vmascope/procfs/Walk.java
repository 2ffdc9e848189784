package dev.vmascope.procfs;

import dev.vmascope.mapping.Size;

/// What a walk over page tables comes across, as far as cheap files tell.
///
/// @param mappings how many it visits
/// @param bytes memory that has pages, or places in swap
/// @param entries of page tables, those of pages that are not there included: where memory is used
///   sparsely, there are many of them
record Walk(long mappings, long bytes, long entries) {
  /// A walk over all of a process.
  static Walk all(ProcessReading process, long mappings) {
    return new Walk(
        mappings, bytes(process, Size.RESIDENT) + bytes(process, Size.SWAP), entries(process));
  }

  /// A walk over what is mapped in a part of its addresses.
  static Walk over(ProcessReading process, MappedRanges mapped) {
    Walk all = all(process, mapped.ranges().size());
    long pages = mapped.bytes() / LibC.PAGE_BYTES;
    return new Walk(
        all.mappings, Math.min(all.bytes, mapped.bytes()), Math.min(all.entries, pages));
  }

  private static long entries(ProcessReading process) {
    return bytes(process, Size.PAGE_TABLE) / Long.BYTES;
  }

  private static long bytes(ProcessReading process, Size size) {
    return process.sizes().bytes(size).orElse(0);
  }
}
