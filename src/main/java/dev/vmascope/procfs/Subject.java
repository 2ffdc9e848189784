package dev.vmascope.procfs;

import java.util.OptionalLong;

/// The process that a read is about, as far as it is known before the read.
///
/// @param user its real user id, which a set-user-id program does not change; empty if not known
/// @param startTicks when it was forked; empty if not known
record Subject(int pid, OptionalLong user, OptionalLong startTicks) {
  static Subject unknown(int pid) {
    return new Subject(pid, OptionalLong.empty(), OptionalLong.empty());
  }

  /// Whether it is known to have been there before another one.
  boolean isOlderThan(Subject other) {
    return startTicks.isPresent()
        && (other.startTicks.isEmpty() || startTicks.getAsLong() < other.startTicks.getAsLong());
  }
}
