package dev.vmascope.sampling;

import dev.vmascope.mapping.ProcessStat;
import java.util.HashMap;
import java.util.Map;

/// Counts the page faults of groups from tick to tick. Each process's increase since the tick
/// before goes to the group that it is in now, so a group's count never falls when a member ends.
/// Used by the scheduler's thread alone.
final class FaultBook {
  /// Page faults, without and with a wait for disk.
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

  private record ProcessKey(int pid, long startTicks) {}

  private boolean firstTick = true;
  private Map<ProcessKey, Faults> before = new HashMap<>();
  private Map<ProcessKey, Faults> now = new HashMap<>();

  /// What this process added since the last tick. One that is new has added all it has, but for the
  /// first tick, where all are new.
  Faults increase(ProcessStat stat) {
    ProcessKey key = new ProcessKey(stat.pid(), stat.startTicks());
    Faults total = new Faults(stat.minorFaults(), stat.majorFaults());
    now.put(key, total);
    return total.since(before.getOrDefault(key, firstTick ? total : Faults.NONE));
  }

  /// Ends the tick: what was not counted in it has ended and is forgotten.
  void endTick() {
    before = now;
    now = new HashMap<>();
    firstTick = false;
  }
}
