package dev.vmascope.sampling;

import dev.vmascope.mapping.ProcessStat;

/// Tells processes apart, also those that have one pid after another.
///
/// @param startTicks when it started, in clock ticks after boot
record ProcessKey(int pid, long startTicks) {
  static ProcessKey of(ProcessStat stat) {
    return new ProcessKey(stat.pid(), stat.startTicks());
  }
}
