package dev.vmascope.procfs;

import java.time.Duration;
import java.time.Instant;

/// How far a reading can be trusted to show one moment.
///
/// @param at when it began
/// @param duration how long it took
/// @param reads how many reads of the kernel it took; each gives at most a page of a listing
/// @param atomic whether nothing can have changed in between: all threads were stopped throughout,
///   or the listing came in one read of a kernel before 6.17, which held the lock of the address
///   space for that long
/// @param complete whether everything was read
public record CaptureStamp(
    Instant at, Duration duration, int reads, boolean atomic, boolean complete) {
  /// The stamp of this reading and another one, whichever was first (one may have been made for
  /// somebody else, and kept): from when the first began until both had ended. Two readings are two
  /// moments.
  public CaptureStamp and(CaptureStamp other) {
    Instant began = at.isBefore(other.at) ? at : other.at;
    Instant ended = end().isAfter(other.end()) ? end() : other.end();
    return new CaptureStamp(
        began,
        Duration.between(began, ended),
        reads + other.reads,
        false,
        complete && other.complete);
  }

  private Instant end() {
    return at.plus(duration);
  }
}
