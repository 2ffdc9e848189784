package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.ExecutableCache;
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

/// The processes that have memory, from tick to tick. Used by the scheduler's thread, except [#of].
final class ProcessTracker implements ExecutableCache {
  /// The number of ticks after which the executable of a process is read again: its file may have
  /// been renamed or deleted.
  private static final int EXECUTABLE_TICKS = 12;

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

  private volatile Known known = new Known(Map.of(), 0);

  /// The processes of the last tick, and its number within [#EXECUTABLE_TICKS].
  private record Known(Map<ProcessKey, TrackedProcess> processes, int tick) {}

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
    TrackedProcess before = known.processes().get(ProcessKey.of(process.reading().stat()));
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
    return known.processes().values().stream().map(TrackedProcess::saved).toList();
  }

  /// Ends a tick: its processes are those that the next one finds.
  void keep(Map<ProcessKey, TrackedProcess> processes) {
    known = new Known(processes, (known.tick() + 1) % EXECUTABLE_TICKS);
    restored = Map.of();
  }

  /// The executable of a process in the last tick, unless it is due to be read again, or the
  /// process has another name than then, which exec gives it: without address space randomization
  /// another program may lie at the same addresses. Safe for any thread.
  @Override
  public Optional<RawText> of(ProcessStat process, AddressSpaceId addressSpaceId) {
    Known last = known;
    TrackedProcess tracked = last.processes().get(ProcessKey.of(process));
    if (tracked == null || (process.pid() + last.tick()) % EXECUTABLE_TICKS == 0) {
      return Optional.empty();
    }
    ProcessReading before = tracked.reading();
    boolean same =
        before.addressSpaceId().filter(addressSpaceId::equals).isPresent()
            && before.stat().name().equals(process.name());
    return same ? before.executable().value() : Optional.empty();
  }

  /// Notes the lives of the processes that have ended. A process that leaks and is killed every few
  /// minutes never outlives the warm-up, so the next one of its group has a shorter one.
  private void noteLives(List<GroupedProcess> current) {
    Set<ProcessKey> here = HashSet.newHashSet(current.size());
    current.forEach(process -> here.add(ProcessKey.of(process.reading().stat())));
    known
        .processes()
        .forEach((key, tracked) -> {
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
