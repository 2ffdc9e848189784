package dev.vmascope.fault;

import java.util.List;

/// What the kernel's log has told so far. Numbers count from when the log was first read.
///
/// @param access whether the log can be read
/// @param faults the last events, oldest first
/// @param segfaults how many segmentation faults
/// @param oomKills how many processes were killed to get memory
/// @param suppressed how many messages the kernel says that it left out
/// @param lost how many records, of anything, were overwritten before they were read
public record FaultReport(
    LogAccess access,
    List<LoggedFault> faults,
    long segfaults,
    long oomKills,
    long suppressed,
    long lost) {
  public FaultReport {
    faults = List.copyOf(faults);
  }
}
