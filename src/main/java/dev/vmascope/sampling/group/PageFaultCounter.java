package dev.vmascope.sampling.group;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.ProcessSample;
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
      return more.minor == 0 && more.major == 0
          ? this
          : new Faults(minor + more.minor, major + more.major);
    }
  }

  /// The last counts of a process, and the tick that had them. It changes in place: each tick has
  /// one for every process.
  private static final class Seen {
    private long minor;
    private long major;
    private int tick;

    /// Takes the next counts of the process.
    ///
    /// @return the increase. The kernel's own sums are not taken under a lock and may step back a
    ///   little.
    Faults next(ProcessStat stat, int now) {
      long moreMinor = Math.max(0, stat.minorFaults() - minor);
      long moreMajor = Math.max(0, stat.majorFaults() - major);
      minor = stat.minorFaults();
      major = stat.majorFaults();
      tick = now;
      return moreMinor == 0 && moreMajor == 0 ? Faults.NONE : new Faults(moreMinor, moreMajor);
    }
  }

  /// The number of ticks in which a process may be unreadable before it counts as a new one.
  private static final int REMEMBERED_TICKS = 10;

  private int tick;
  private final Map<ProcessKey, Seen> seen = new HashMap<>();

  /// The page faults of a process since the last tick. A new process has added all of its faults,
  /// except in the first tick, where all processes are new.
  Faults increase(ProcessSample process) {
    ProcessStat stat = process.reading().stat();
    Seen known = seen.get(process.key());
    if (known != null) {
      return known.next(stat, tick);
    }
    Seen first = new Seen();
    seen.put(process.key(), first);
    Faults all = first.next(stat, tick);
    return tick == 0 ? Faults.NONE : all;
  }

  /// Ends the tick: a process that has not been counted for a while has ended and is dropped.
  void endTick() {
    seen.values().removeIf(last -> tick - last.tick >= REMEMBERED_TICKS);
    tick++;
  }
}
