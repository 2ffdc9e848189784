package dev.vmascope.procfs.pool;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;

/// The pids of all processes at a time.
///
/// @param pids each once
public record LivePids(Collection<Integer> pids) {
  /// Removes what is known of processes that are not there any more.
  public void forgetOthers(Map<Integer, ?> byPid) {
    int here = 0;
    for (Integer pid : pids) {
      here += byPid.containsKey(pid) ? 1 : 0;
    }
    // In most ticks none has ended, and a set of all pids would cost more than all else here.
    if (here < byPid.size()) {
      byPid.keySet().retainAll(new HashSet<>(pids));
    }
  }
}
