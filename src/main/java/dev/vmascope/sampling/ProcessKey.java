package dev.vmascope.sampling;

import dev.vmascope.mapping.proc.ProcessStat;
import org.jspecify.annotations.Nullable;

/// The identity of a process, also among those that reuse its pid.
///
/// @param startTicks the start time, in clock ticks after boot
public record ProcessKey(int pid, long startTicks) {
  public static ProcessKey of(ProcessStat stat) {
    return new ProcessKey(stat.pid(), stat.startTicks());
  }

  /// Written out, like the next one: each tick looks up every process, and the generated ones go
  /// through method handles, which the simple compiler does not inline.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProcessKey that && pid == that.pid && startTicks == that.startTicks;
  }

  @Override
  public int hashCode() {
    return 31 * pid + Long.hashCode(startTicks);
  }
}
