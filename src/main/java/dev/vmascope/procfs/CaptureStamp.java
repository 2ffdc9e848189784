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
  /// The stamp of this reading and another one after it: two readings are two moments.
  public CaptureStamp and(CaptureStamp later) {
    return new CaptureStamp(
        at,
        Duration.between(at, later.at().plus(later.duration())),
        reads + later.reads(),
        false,
        complete && later.complete());
  }
}
