package dev.vmascope.fault;

import java.util.Optional;

/// What became of a line of the log.
///
/// @param understood whether it tells of an event, or belongs to one that is known
/// @param event what it is the first line to tell of: a fault, or a process that was killed
record LineOutcome(boolean understood, Optional<KernelEvent> event) {
  static final LineOutcome PART = new LineOutcome(true, Optional.empty());
  static final LineOutcome NOTHING = new LineOutcome(false, Optional.empty());

  static LineOutcome part(boolean belongs) {
    return belongs ? PART : NOTHING;
  }
}
