package dev.vmascope.procfs.pool;

import java.util.OptionalLong;

/// The process that a read is about, as far as it is known before.
///
/// @param user its real user id, which a set-user-id program does not change; empty if unknown
/// @param startTicks the time of its fork, in clock ticks after boot; empty if unknown
record Subject(int pid, OptionalLong user, OptionalLong startTicks) {
  static Subject unknown(int pid) {
    return new Subject(pid, OptionalLong.empty(), OptionalLong.empty());
  }

  /// Whether it is known to be older than another one.
  boolean isOlderThan(Subject other) {
    return startTicks.isPresent()
        && (other.startTicks.isEmpty() || startTicks.getAsLong() < other.startTicks.getAsLong());
  }
}
