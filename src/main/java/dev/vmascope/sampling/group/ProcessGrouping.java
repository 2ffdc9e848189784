package dev.vmascope.sampling.group;

import dev.vmascope.container.Attribution;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.CgroupInfo;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.trend.LimitForecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The assignment of the processes of a tick to groups and control groups. Used only by the
/// scheduler's thread.
public final class ProcessGrouping {
  private final GroupRules.Names names;
  private final UserNames users;
  private final CgroupCache cgroups;
  private List<GroupedProcess> last = List.of();
  private Optional<Instant> bootTime = Optional.empty();

  public ProcessGrouping(GroupRules rules, UserNames users, CgroupCache cgroups) {
    names = rules.names();
    this.users = users;
    this.cgroups = cgroups;
  }

  /// The forecasts of memory limits, by the directories of control groups, for the next start.
  public Map<String, LimitForecast> forecasts() {
    return cgroups.forecasts();
  }

  /// The processes with their groups, in the same order.
  ///
  /// @param processes all processes of the tick, by pid; control groups of others are forgotten
  public List<GroupedProcess> group(List<ProcessReading> processes, HostInfo host) {
    List<CgroupInfo> memberships = cgroups.memberships(processes);
    boolean sameBoot = host.bootTime().equals(bootTime);
    List<GroupedProcess> grouped = new ArrayList<>(processes.size());
    int next = 0;
    for (int i = 0; i < processes.size(); i++) {
      ProcessReading reading = processes.get(i);
      // Both lists are in the order of pids. Where they are not, processes are grouped anew.
      while (next < last.size() && last.get(next).key().pid() < reading.stat().pid()) {
        next++;
      }
      boolean same =
          sameBoot && next < last.size() && isStill(last.get(next), reading, memberships.get(i));
      grouped.add(same ? last.get(next) : group(reading, memberships.get(i), host));
    }
    last = grouped;
    bootTime = host.bootTime();
    return grouped;
  }

  @SuppressWarnings("ReferenceEquality") // a process at rest keeps both
  private static boolean isStill(
      GroupedProcess before, ProcessReading reading, CgroupInfo membership) {
    return before.reading() == reading && before.membership() == membership;
  }

  private GroupedProcess group(ProcessReading reading, CgroupInfo membership, HostInfo host) {
    Optional<Instant> startTime =
        reading.hasStat() ? host.wallTime(reading.stat().startTicks()) : Optional.empty();
    GroupFields fields =
        GroupFields.of(reading, membership.attribution().orElse(Attribution.NONE), users);
    return new GroupedProcess(
        ProcessKey.of(reading.stat()), reading, startTime, names.of(fields), fields, membership);
  }
}
