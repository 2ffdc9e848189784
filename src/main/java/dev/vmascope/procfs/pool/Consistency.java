package dev.vmascope.procfs.pool;

import java.time.Duration;
import java.time.Instant;

/// The time, the duration and the consistency of a reading.
///
/// @param at the time at which the reading began
/// @param duration the time that it took
/// @param reads the number of reads of the kernel; each returns at most a page of a listing
/// @param atomic whether nothing can have changed in between: all threads were stopped throughout,
///   or the listing came in one read of a kernel before 6.17, which held the lock of the address
///   space for that time
/// @param complete whether everything was read
public record Consistency(
    Instant at, Duration duration, int reads, boolean atomic, boolean complete) {
  /// The stamp of this reading and another one, in either order (one may be cached): from the
  /// earlier start to the later end. Two readings are never atomic together.
  public Consistency and(Consistency other) {
    Instant began = at.isBefore(other.at) ? at : other.at;
    Instant ended = end().isAfter(other.end()) ? end() : other.end();
    return new Consistency(
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
