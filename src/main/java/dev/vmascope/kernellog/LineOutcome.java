package dev.vmascope.kernellog;

import java.util.Optional;

/// The outcome of a log line.
///
/// @param understood whether it describes an event, or belongs to a known one
/// @param event the event that this line is the first to describe: a fault, or a process that was
///   killed
public record LineOutcome(boolean understood, Optional<KernelEvent> event) {
  public static final LineOutcome PART = new LineOutcome(true, Optional.empty());
  static final LineOutcome NOTHING = new LineOutcome(false, Optional.empty());

  public static LineOutcome part(boolean belongs) {
    return belongs ? PART : NOTHING;
  }
}
