package dev.vmascope.sampling.tick;

import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.group.GroupedProcess;
import dev.vmascope.sampling.saved.SavedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The processes that have memory, from tick to tick. Used by the scheduler's thread.
final class ProcessTracker {
  /// The maximum number of groups whose lifetimes are kept.
  private static final int LIVES = 1_000;

  private final GrowthProperties properties;

  /// The lifetime, by group, of the last process that ended before its growth could be judged.
  private final Map<String, Duration> shortLives =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Duration> eldest) {
          return size() > LIVES;
        }
      };

  /// The histories of an earlier start of the service, which the first tick continues.
  private Map<ProcessKey, SavedProcess> restored;

  private final Map<ProcessKey, TrackedProcess> known = new HashMap<>();
  private Instant knownAt = Instant.MIN;

  ProcessTracker(GrowthProperties properties, Map<ProcessKey, SavedProcess> restored) {
    this.properties = properties;
    this.restored = restored;
  }

  /// The processes of a tick that have memory, in the same order, each with what is known of it
  /// from the last tick.
  ///
  /// @param processes all current processes; other known ones have ended
  List<TrackedProcess> track(List<GroupedProcess> processes, Instant at) {
    if (!areAllHere(processes)) {
      noteLives(processes);
    }
    return processes.stream()
        .filter(process -> process.reading().hasMemory())
        .map(process -> track(process, at))
        .toList();
  }

  private TrackedProcess track(GroupedProcess process, Instant at) {
    TrackedProcess before = known.get(process.key());
    if (before != null) {
      return before.after(process, at);
    }
    Duration life = shortLives.get(process.group());
    GrowthProperties ofSlopes = life == null ? properties : properties.forLivesOf(life);
    Instant since = process.startTime().orElse(at);
    GrowthTracker growth =
        restored(process)
            .map(saved -> new GrowthTracker(properties, saved))
            .orElseGet(() -> new GrowthTracker(properties, ofSlopes, since));
    return TrackedProcess.first(process, since, at, growth);
  }

  /// The saved history of a process, unless it has another address space since.
  private Optional<SavedProcess> restored(GroupedProcess process) {
    return Optional.ofNullable(restored.get(process.key()))
        .filter(saved -> AddressSpace.of(saved).mayBecome(AddressSpace.of(process.reading())));
  }

  /// The histories of the last tick.
  List<SavedProcess> saved() {
    return known.values().stream().map(TrackedProcess::saved).toList();
  }

  /// Ends a tick: its processes are those that the next one finds.
  void keep(List<TrackedProcess> processes, Instant at) {
    processes.forEach(process -> known.put(process.key(), process));
    if (known.size() > processes.size()) {
      Set<ProcessKey> here = HashSet.newHashSet(processes.size());
      processes.forEach(process -> here.add(process.key()));
      known.keySet().retainAll(here);
    }
    knownAt = at;
    restored = Map.of();
  }

  private boolean areAllHere(List<GroupedProcess> current) {
    int here = 0;
    for (GroupedProcess process : current) {
      here += known.containsKey(process.key()) ? 1 : 0;
    }
    return here == known.size();
  }

  /// Notes the lives of the processes that have ended. A process that leaks and is killed every few
  /// minutes never outlives the warm-up, so the next one of its group has a shorter one.
  private void noteLives(List<GroupedProcess> current) {
    Set<ProcessKey> here = HashSet.newHashSet(current.size());
    current.forEach(process -> here.add(process.key()));
    known.forEach((key, tracked) -> {
      if (!here.contains(key)) {
        noteLife(tracked);
      }
    });
  }

  private void noteLife(TrackedProcess ended) {
    Duration life = Duration.between(ended.since(), knownAt);
    shortLives.remove(ended.process().group());
    if (life.compareTo(properties.leastLife()) >= 0
        && life.compareTo(properties.reportedAfter()) < 0) {
      shortLives.put(ended.process().group(), life);
    }
  }
}
