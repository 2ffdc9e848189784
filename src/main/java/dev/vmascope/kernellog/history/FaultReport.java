package dev.vmascope.kernellog.history;

import java.util.List;

/// The events of the kernel's log so far, with their counts.
///
/// @param access whether the log can be read
/// @param faults the last events, oldest first
public record FaultReport(LogAccess access, List<LoggedFault> faults, FaultCounts counts) {
  public FaultReport {
    faults = List.copyOf(faults);
  }
}
