package dev.vmascope.sampling;

import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.trend.SampleLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The result of one tick. Immutable, but for its histories, which go on; the API and the metrics
/// of one moment come from one sample.
///
/// @param at the start of the tick
/// @param took the duration of the tick
/// @param node the facts about the machine
/// @param processes all processes that could be read, by pid
/// @param groups the groups of processes with memory
/// @param foldedGroups the number of groups without a name of their own, which are in `other`
/// @param top the processes that have series of their own
/// @param groupHistories the samples of each of the groups, by name; the newest may be later than
///   this one
/// @param byType the number of processes of each type
/// @param unreadable the number of processes that could not be read, or whose mappings may not be
///   read, by reason
public record Sample(
    Instant at,
    Duration took,
    HostInfo node,
    List<ProcessSample> processes,
    List<GroupSample> groups,
    int foldedGroups,
    List<ProcessSample> top,
    Map<String, SampleLog> groupHistories,
    Map<ProcessType, Integer> byType,
    Map<OutcomeKind, Integer> unreadable) {

  /// The samples of one of the groups; empty for a group of another sample that has ended.
  public Optional<SampleLog> history(GroupSample group) {
    return Optional.ofNullable(groupHistories.get(group.name()));
  }

  /// The group that shows a process: its own, or `other` if that has no place.
  public String shownGroup(ProcessSample process) {
    return groupHistories.containsKey(process.group()) ? process.group() : GroupSample.OTHER;
  }

  public Sample {
    processes = List.copyOf(processes);
    groups = List.copyOf(groups);
    top = List.copyOf(top);
    groupHistories = Map.copyOf(groupHistories);
    byType = Map.copyOf(byType);
    unreadable = Map.copyOf(unreadable);
  }
}
