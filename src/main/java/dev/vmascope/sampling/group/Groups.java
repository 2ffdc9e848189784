package dev.vmascope.sampling.group;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.SampleLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The groups of the processes with memory, bounded in number; the small ones share `other`. A
/// group that has a place keeps it until another is larger by a tenth, so that places do not change
/// hands in every tick. A group that the last tick did not have waits for a tick: most such groups
/// are programs that run for a second, and each would leave its series behind. An object is used by
/// the scheduler's thread only.
public final class Groups {
  private static final double INCUMBENT = 1.1;

  private final int maxGroups;
  private final PageFaultCounter faults = new PageFaultCounter();
  private Map<String, PageFaultCounter.Faults> faultsByGroup = new HashMap<>();
  private Set<String> incumbents = Set.of();
  private Optional<Set<String>> seen = Optional.empty();
  private Map<String, Foremost.Named> foremost = Map.of();
  private Map<String, GroupSample> last = Map.of();
  private Map<String, SampleLog> logs = Map.of();

  /// The groups of one tick.
  ///
  /// @param folded the number of groups that share `other`
  public record Tick(List<GroupSample> groups, int folded) {}

  public Groups(int maxGroups) {
    this.maxGroups = maxGroups;
  }

  /// The groups of a tick.
  ///
  /// @param interval the time since the last tick
  public Tick tick(List<ProcessSample> processes, Instant at, Duration interval) {
    Set<ProcessSample> forked = thoseInMemoryOfParents(processes, at, interval);
    Map<String, GroupSum> sums = new HashMap<>();
    for (ProcessSample process : processes) {
      if (process.hasMemory()) {
        sums.computeIfAbsent(process.group(), name -> begin(name, at))
            .add(process, !forked.contains(process), faults.increase(process));
      }
    }
    faults.endTick();
    return fold(sums, at);
  }

  private GroupSum begin(String name, Instant at) {
    return new GroupSum(name, at, foremost.getOrDefault(name, Foremost.Named.NONE));
  }

  /// The processes with memory by the value of one field, in any order. Page faults are those of
  /// the live members since their starts.
  ///
  /// @param interval the time between two ticks
  public static List<GroupSample> by(
      GroupField field, List<ProcessSample> processes, Instant at, Duration interval) {
    Set<ProcessSample> forked = thoseInMemoryOfParents(processes, at, interval);
    Map<String, GroupSum> sums = new HashMap<>();
    for (ProcessSample process : processes) {
      if (process.hasMemory()) {
        sums.computeIfAbsent(
                process.fields().value(field).orElse(GroupSample.NONE),
                name -> new GroupSum(name, at, Foremost.Named.NONE))
            .add(
                process,
                !forked.contains(process),
                new PageFaultCounter.Faults(process.minorFaults(), process.majorFaults()));
      }
    }
    return sums.values().stream().map(sum -> sum.sample(sum.faults())).toList();
  }

  /// The children between vfork and exec. Each runs in its parent's address space and shows the
  /// parent's size as its own.
  private static Set<ProcessSample> thoseInMemoryOfParents(
      List<ProcessSample> processes, Instant at, Duration interval) {
    Map<Integer, List<ProcessSample>> youngByParent = new HashMap<>();
    for (ProcessSample process : processes) {
      if (process.hasMemory() && process.isYoungerThan(interval, at)) {
        youngByParent
            .computeIfAbsent(process.reading().stat().parent(), _ -> new ArrayList<>())
            .add(process);
      }
    }
    Set<ProcessSample> forked = Collections.newSetFromMap(new IdentityHashMap<>());
    if (!youngByParent.isEmpty()) {
      for (ProcessSample parent : processes) {
        for (ProcessSample child : youngByParent.getOrDefault(parent.pid(), List.of())) {
          if (parent.hasMemory() && haveOneSize(parent, child)) {
            forked.add(child);
          }
        }
      }
    }
    return forked;
  }

  private static boolean haveOneSize(ProcessSample parent, ProcessSample child) {
    OptionalLong resident = child.sizes().bytes(ProcessSize.RESIDENT);
    return resident.isPresent() && resident.equals(parent.sizes().bytes(ProcessSize.RESIDENT));
  }

  private Tick fold(Map<String, GroupSum> sums, Instant at) {
    GroupSum other =
        sums.containsKey(GroupSample.OTHER)
            ? sums.remove(GroupSample.OTHER)
            : begin(GroupSample.OTHER, at);
    List<GroupSum> ranked = new ArrayList<>(sums.values());
    ranked.sort(
        Comparator.comparing(this::isNew)
            .thenComparing(Comparator.comparingDouble(this::rank).reversed())
            .thenComparing(GroupSum::name));
    int old = (int) ranked.stream().filter(sum -> !isNew(sum)).count();
    List<GroupSum> named = ranked.subList(0, Math.min(maxGroups, old));
    List<GroupSum> folded = ranked.subList(named.size(), ranked.size());
    folded.forEach(other::add);
    seen = Optional.of(Set.copyOf(sums.keySet()));
    Set<String> names = new HashSet<>();
    named.forEach(sum -> names.add(sum.name()));
    incumbents = names;

    List<GroupSum> all = new ArrayList<>(named);
    all.add(other);
    Map<String, PageFaultCounter.Faults> totals = new HashMap<>();
    // A group that shares other for a while finds its count again.
    for (GroupSum sum : folded) {
      totals.put(sum.name(), faultsByGroup.getOrDefault(sum.name(), PageFaultCounter.Faults.NONE));
    }
    for (GroupSum sum : all) {
      totals.put(
          sum.name(),
          faultsByGroup.getOrDefault(sum.name(), PageFaultCounter.Faults.NONE).plus(sum.faults()));
    }
    faultsByGroup = totals;
    List<GroupSample> samples = all.stream().map(this::sample).toList();
    Map<String, Foremost.Named> next = new HashMap<>();
    Map<String, GroupSample> shown = new HashMap<>();
    for (GroupSample group : samples) {
      next.put(group.name(), Foremost.Named.of(group));
      shown.put(group.name(), group);
    }
    foremost = next;
    last = shown;
    return new Tick(samples, folded.size());
  }

  /// Whether the last tick did not have it. In the first tick of all, none is new.
  private boolean isNew(GroupSum sum) {
    return seen.isPresent() && !seen.get().contains(sum.name());
  }

  /// Adds the groups of a tick to their samples.
  ///
  /// @param kept the time for which samples are kept
  /// @return the samples of these groups, by name
  public Map<String, SampleLog> note(List<GroupSample> groups, Instant at, Duration kept) {
    Map<String, SampleLog> next = new HashMap<>();
    for (GroupSample group : groups) {
      SampleLog log = logs.getOrDefault(group.name(), new SampleLog());
      log.add(at, group.values());
      log.forgetBefore(at.minus(kept));
      next.put(group.name(), log);
    }
    logs = Map.copyOf(next);
    return logs;
  }

  private double rank(GroupSum sum) {
    return sum.residentBytes() * (incumbents.contains(sum.name()) ? INCUMBENT : 1);
  }

  /// The group; the same object as in the last tick if nothing has changed.
  private GroupSample sample(GroupSum sum) {
    GroupSample fresh =
        sum.sample(faultsByGroup.getOrDefault(sum.name(), PageFaultCounter.Faults.NONE));
    GroupSample known = last.getOrDefault(sum.name(), fresh);
    return known.equals(fresh) ? known : fresh;
  }
}
