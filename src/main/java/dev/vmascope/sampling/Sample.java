package dev.vmascope.sampling;

import dev.vmascope.procfs.Node;
import dev.vmascope.procfs.OutcomeKind;
import dev.vmascope.procfs.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What one tick saw. Immutable; the API and the metrics of one moment come from one sample.
///
/// @param at when the tick began
/// @param took how long it took
/// @param node what holds for the machine
/// @param processes all that could be looked at, by pid
/// @param groups those with memory, by group
/// @param foldedGroups how many groups have no name of their own and are in `other`
/// @param top the processes that have series of their own
/// @param byType how many there are of each type
/// @param unreadable how many there are that could not be looked at, or whose mappings may not be
///   read, by why
public record Sample(
    Instant at,
    Duration took,
    Node node,
    List<ProcessSample> processes,
    List<GroupSample> groups,
    int foldedGroups,
    List<ProcessSample> top,
    Map<ProcessType, Integer> byType,
    Map<OutcomeKind, Integer> unreadable) {

  /// The group that shows a process: its own, or `other` if that has no place.
  public String shownGroup(ProcessSample process) {
    return groups.stream().anyMatch(group -> group.name().equals(process.group()))
        ? process.group()
        : GroupSample.OTHER;
  }

  public Sample {
    processes = List.copyOf(processes);
    groups = List.copyOf(groups);
    top = List.copyOf(top);
    byType = Map.copyOf(byType);
    unreadable = Map.copyOf(unreadable);
  }
}
