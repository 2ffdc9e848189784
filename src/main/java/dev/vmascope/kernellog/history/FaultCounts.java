package dev.vmascope.kernellog.history;

/// The numbers of events in the kernel's log since it was first read.
///
/// @param segfaults the number of segmentation faults
/// @param oomKills the number of processes killed to free memory
/// @param suppressed the number of messages that the kernel says it left out
/// @param lost the number of records, of any content, that were overwritten before they were read
public record FaultCounts(long segfaults, long oomKills, long suppressed, long lost) {}
