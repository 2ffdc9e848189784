package dev.vmascope.sampling.tick;

import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.group.GroupedProcess;
import dev.vmascope.sampling.saved.SavedProcess;
import java.time.Duration;
import java.time.Instant;
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

  private Map<ProcessKey, TrackedProcess> known = Map.of();

  ProcessTracker(GrowthProperties properties, Map<ProcessKey, SavedProcess> restored) {
    this.properties = properties;
    this.restored = restored;
  }

  /// The processes of a tick that have memory, in the same order, each with what is known of it
  /// from the last tick.
  ///
  /// @param processes all current processes; other known ones have ended
  List<TrackedProcess> track(List<GroupedProcess> processes, Instant at) {
    noteLives(processes);
    return processes.stream()
        .filter(process -> process.reading().hasMemory())
        .map(process -> track(process, at))
        .toList();
  }

  private TrackedProcess track(GroupedProcess process, Instant at) {
    TrackedProcess before = known.get(ProcessKey.of(process.reading().stat()));
    if (before != null) {
      return before.after(process, at);
    }
    Duration life = shortLives.get(process.group());
    GrowthProperties ofSlopes = life == null ? properties : properties.forLivesOf(life);
    Instant since = process.startTime().orElse(at);
    GrowthTracker growth =
        restored(process.reading())
            .map(saved -> new GrowthTracker(properties, saved))
            .orElseGet(() -> new GrowthTracker(properties, ofSlopes, since));
    return TrackedProcess.first(process, since, at, growth);
  }

  /// The saved history of a process, unless it has another address space since.
  private Optional<SavedProcess> restored(ProcessReading reading) {
    return Optional.ofNullable(restored.get(ProcessKey.of(reading.stat())))
        .filter(saved -> AddressSpace.of(saved).mayBecome(AddressSpace.of(reading)));
  }

  /// The histories of the last tick.
  List<SavedProcess> saved() {
    return known.values().stream().map(TrackedProcess::saved).toList();
  }

  /// Ends a tick: its processes are those that the next one finds.
  void keep(Map<ProcessKey, TrackedProcess> processes) {
    known = processes;
    restored = Map.of();
  }

  /// Notes the lives of the processes that have ended. A process that leaks and is killed every few
  /// minutes never outlives the warm-up, so the next one of its group has a shorter one.
  private void noteLives(List<GroupedProcess> current) {
    Set<ProcessKey> here = HashSet.newHashSet(current.size());
    current.forEach(process -> here.add(ProcessKey.of(process.reading().stat())));
    known.forEach((key, tracked) -> {
      if (!here.contains(key)) {
        noteLife(tracked);
      }
    });
  }

  private void noteLife(TrackedProcess ended) {
    Duration life = ended.life();
    shortLives.remove(ended.process().group());
    if (life.compareTo(properties.leastLife()) >= 0
        && life.compareTo(properties.reportedAfter()) < 0) {
      shortLives.put(ended.process().group(), life);
    }
  }
}
