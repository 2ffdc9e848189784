package dev.vmascope.fault;

import java.util.List;

/// What the kernel's log has told so far.
///
/// @param access whether the log can be read
/// @param faults the last events, oldest first
public record FaultReport(LogAccess access, List<LoggedFault> faults, FaultCounts counts) {
  public FaultReport {
    faults = List.copyOf(faults);
  }
}
