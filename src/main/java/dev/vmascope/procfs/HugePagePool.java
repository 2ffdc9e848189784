package dev.vmascope.procfs;

/// Huge pages of one size that were set aside (`/sys/kernel/mm/hugepages`), by number.
///
/// @param pageBytes the size of each
/// @param total how many there are
/// @param free how many are not in use
/// @param reserved how many of the free ones are promised already
/// @param surplus how many were added to what was set aside
public record HugePagePool(long pageBytes, long total, long free, long reserved, long surplus) {}
