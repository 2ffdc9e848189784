package dev.vmascope.sampling;

import dev.vmascope.mapping.proc.ProcessStat;

/// The identity of a process, also among those that reuse its pid.
///
/// @param startTicks the start time, in clock ticks after boot
public record ProcessKey(int pid, long startTicks) {
  public static ProcessKey of(ProcessStat stat) {
    return new ProcessKey(stat.pid(), stat.startTicks());
  }
}
