package dev.vmascope.kernellog.history;

import dev.vmascope.kernellog.KernelEvent;
import dev.vmascope.kernellog.line.LogLine;
import java.time.Instant;
import java.util.Optional;

/// An event, and the first line that describes it.
///
/// @param at the wall-clock time at which it was logged; absent for pasted lines, and where the
///   boot time is unknown
/// @param beforeStart whether the log held it already when it was first read
public record LoggedFault(
    KernelEvent event, LogLine line, Optional<Instant> at, boolean beforeStart) {
  LoggedFault with(KernelEvent more) {
    return new LoggedFault(more, line, at, beforeStart);
  }
}
