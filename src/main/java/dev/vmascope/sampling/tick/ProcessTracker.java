package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.ExecutableCache;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.trend.SampleLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The processes that have memory, from tick to tick. Used by the scheduler's thread, except
/// [#history] and [#of].
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

  private volatile Map<ProcessKey, TrackedProcess> known = Map.of();
  private Map<ProcessKey, TrackedProcess> next = new HashMap<>();
  private volatile int tick;

  ProcessTracker(GrowthProperties properties) {
    this.properties = properties;
  }

  /// Begins a tick.
  ///
  /// @param processes all current processes; other known ones have ended
  void beginTick(List<ProcessReading> processes) {
    Set<ProcessKey> here = HashSet.newHashSet(processes.size());
    processes.forEach(process -> here.add(ProcessKey.of(process.stat())));
    known.forEach((key, watched) -> {
      if (!here.contains(key)) {
        noteLife(watched);
      }
    });
  }

  /// Takes the reading of a process in this tick.
  ///
  /// @param group its group
  /// @param startTime the start of the process; absent where the boot time is unknown
  /// @return its state between ticks; empty for one without memory
  Optional<TrackedProcess> look(
      ProcessReading reading, String group, Optional<Instant> startTime, Instant at) {
    if (!reading.hasMemory()) {
      return Optional.empty();
    }
    ProcessKey key = ProcessKey.of(reading.stat());
    TrackedProcess watched = known.get(key);
    if (watched == null) {
      Duration life = shortLives.get(group);
      GrowthProperties ofSlopes = life == null ? properties : properties.forLivesOf(life);
      watched = new TrackedProcess(reading, group, startTime.orElse(at), properties, ofSlopes);
    } else {
      watched.lookAgain(reading, group, at);
    }
    next.put(key, watched);
    return Optional.of(watched);
  }

  /// The executable of a process in the last tick, unless it is due to be read again, or the
  /// process has another name than then, which exec gives it: without address space randomization
  /// another program may lie at the same addresses. Safe for any thread, between two ticks.
  @Override
  public Optional<RawText> of(ProcessStat process, AddressSpaceId addressSpaceId) {
    if ((process.pid() + tick) % EXECUTABLE_TICKS == 0) {
      return Optional.empty();
    }
    TrackedProcess watched = known.get(ProcessKey.of(process));
    if (watched == null) {
      return Optional.empty();
    }
    ProcessReading before = watched.reading();
    boolean same =
        before.addressSpaceId().filter(addressSpaceId::equals).isPresent()
            && before.stat().name().equals(process.name());
    return same ? before.executable().value() : Optional.empty();
  }

  /// The history of a process of the last tick. Safe for any thread.
  Optional<ProcessHistory> history(int pid, long startTicks) {
    return Optional.ofNullable(known.get(new ProcessKey(pid, startTicks)))
        .map(watched -> new ProcessHistory(watched.log(), watched.warmUntil(), watched.looks()));
  }

  /// The samples of all.
  List<SampleLog> logs() {
    return known.values().stream().map(TrackedProcess::log).toList();
  }

  /// The size of all histories in bytes, roughly.
  long historyBytes() {
    return known.values().stream().mapToLong(TrackedProcess::historyBytes).sum();
  }

  /// Ends the tick: a process that was not read in it has ended and is dropped.
  void endTick() {
    known = next;
    next = new HashMap<>();
    tick = (tick + 1) % EXECUTABLE_TICKS;
  }

  /// Notes a short life. A process that leaks and is killed every few minutes never outlives the
  /// warm-up, so the next one of its group has a shorter one.
  private void noteLife(TrackedProcess ended) {
    Duration life = ended.life();
    shortLives.remove(ended.group());
    if (life.compareTo(properties.leastLife()) >= 0 && life.compareTo(properties.told()) < 0) {
      shortLives.put(ended.group(), life);
    }
  }
}
