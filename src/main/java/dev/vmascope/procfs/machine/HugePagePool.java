package dev.vmascope.procfs.machine;

/// The pool of huge pages of one size (`/sys/kernel/mm/hugepages`), in numbers of pages.
///
/// @param pageBytes the size of one page
/// @param total the number of pages in the pool
/// @param free the pages that are not in use
/// @param reserved the free pages that are already promised to mappings
/// @param surplus the pages beyond the configured number
public record HugePagePool(long pageBytes, long total, long free, long reserved, long surplus) {}
