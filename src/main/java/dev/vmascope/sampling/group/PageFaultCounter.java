package dev.vmascope.sampling.group;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.sampling.ProcessKey;
import java.util.HashMap;
import java.util.Map;

/// A count of the page faults of groups, updated in each tick. Each process's increase since the
/// tick before goes to the group that it is in now, so a group's count never falls when a member
/// ends. Used only by the scheduler's thread.
final class PageFaultCounter {
  /// The page faults without and with a wait for disk.
  record Faults(long minor, long major) {
    static final Faults NONE = new Faults(0, 0);

    Faults plus(Faults more) {
      return new Faults(minor + more.minor, major + more.major);
    }

    private Faults since(Faults earlier) {
      // The kernel's own sums are not taken under a lock and may step back a little.
      return new Faults(Math.max(0, minor - earlier.minor), Math.max(0, major - earlier.major));
    }
  }

  private record Seen(Faults total, int ticksAgo) {}

  /// The number of ticks in which a process may be unreadable before it counts as a new one.
  private static final int REMEMBERED_TICKS = 10;

  private boolean firstTick = true;
  private final Map<ProcessKey, Seen> seen = new HashMap<>();

  /// The page faults of a process since the last tick. A new process has added all of its faults,
  /// except in the first tick, where all processes are new.
  Faults increase(ProcessStat stat) {
    ProcessKey key = ProcessKey.of(stat);
    Faults total = new Faults(stat.minorFaults(), stat.majorFaults());
    Seen before = seen.put(key, new Seen(total, 0));
    if (before == null) {
      return firstTick ? Faults.NONE : total;
    }
    return total.since(before.total());
  }

  /// Ends the tick: a process that has not been counted for a while has ended and is dropped.
  void endTick() {
    seen.replaceAll((_, last) -> new Seen(last.total(), last.ticksAgo() + 1));
    seen.values().removeIf(last -> last.ticksAgo() > REMEMBERED_TICKS);
    firstTick = false;
  }
}
