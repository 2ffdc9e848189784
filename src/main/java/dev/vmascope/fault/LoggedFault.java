package dev.vmascope.fault;

import java.time.Instant;
import java.util.Optional;

/// An event, and the line that told of it first.
///
/// @param at when it was logged, by the wall clock; absent for pasted lines, and where the
///   machine's start is not known
/// @param beforeStart whether the log held it already when it was first read
public record LoggedFault(
    KernelEvent event, LogLine line, Optional<Instant> at, boolean beforeStart) {
  LoggedFault with(KernelEvent more) {
    return new LoggedFault(more, line, at, beforeStart);
  }
}
