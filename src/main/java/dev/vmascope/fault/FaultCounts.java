package dev.vmascope.fault;

/// How often the kernel's log told of something, from when it was first read on.
///
/// @param segfaults how many segmentation faults
/// @param oomKills how many processes were killed to get memory
/// @param suppressed how many messages the kernel says that it left out
/// @param lost how many records, of anything, were overwritten before they were read
public record FaultCounts(long segfaults, long oomKills, long suppressed, long lost) {}
