package dev.vmascope.sampling;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.ProcessCgroups;
import dev.vmascope.procfs.NoRoomException;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import dev.vmascope.procfs.ReadsStuckException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Where the processes run: their control groups, read when a process is first seen and once a
/// minute from then on, since it may be moved. Read by the scheduler's thread alone; what it found
/// is published, for whoever asks.
@Component
public class Attributions {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int PARTS = 16;

  private record Key(int pid, long startTicks) {
    static Key of(ProcessReading process) {
      return new Key(process.stat().pid(), process.stat().startTicks());
    }
  }

  /// @param found absent if its control groups could not be read
  private record Entry(Optional<Attribution> found, Instant readAgainAt) {}

  /// Reads the control groups of one process.
  @FunctionalInterface
  interface Source {
    Outcome<ProcessCgroups> cgroups(int pid, long startTicks);
  }

  private final Source source;
  private final Clock clock;
  private Map<Key, Entry> entries = new HashMap<>();
  private Map<Key, Entry> next = new HashMap<>();
  private volatile Map<Key, Entry> published = Map.of();

  @Autowired
  Attributions(ProcFs procFs, Clock clock) {
    this(procFs::readCgroups, clock);
  }

  Attributions(Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /// Where a process of this tick runs; [Attribution#NONE] if that is not known. Only for the
  /// scheduler's thread.
  Attribution of(ProcessReading process) {
    Key key = Key.of(process);
    Instant now = clock.instant();
    Entry known = next.getOrDefault(key, entries.get(key));
    Entry entry =
        known == null || !now.isBefore(known.readAgainAt())
            ? read(process, Optional.ofNullable(known), now)
            : known;
    next.put(key, entry);
    return entry.found().orElse(Attribution.NONE);
  }

  private Entry read(ProcessReading process, Optional<Entry> before, Instant now) {
    // Those that were first seen together are not all read again in the same tick.
    Duration first = PERIOD.dividedBy(PARTS).multipliedBy(1 + process.stat().pid() % PARTS);
    Instant again = now.plus(before.isPresent() ? PERIOD : first);
    if (process.type() == ProcessType.KERNEL_THREAD) {
      return new Entry(Optional.of(Attribution.NONE), again);
    }
    return new Entry(cgroups(process).or(() -> before.flatMap(Entry::found)), again);
  }

  private Optional<Attribution> cgroups(ProcessReading process) {
    try {
      return source
          .cgroups(process.stat().pid(), process.stat().startTicks())
          .value()
          .map(Attribution::of);
    } catch (NoRoomException | ReadsStuckException _) {
      return Optional.empty();
    }
  }

  /// Ends the tick: publishes what it found, and forgets what was not asked for in it.
  void endTick() {
    entries = next;
    next = new HashMap<>();
    published = Map.copyOf(entries);
  }

  /// Sees to all processes of a sample.
  @EventListener
  void note(Sample sample) {
    sample.processes().forEach(process -> of(process.reading()));
    endTick();
  }

  /// Where a process of the last sample runs; empty if its control groups could not be read.
  public Optional<Attribution> known(ProcessReading process) {
    Entry entry = published.get(Key.of(process));
    return entry == null ? Optional.empty() : entry.found();
  }
}
