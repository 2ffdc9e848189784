package dev.vmascope.sampling;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.Cgroup;
import dev.vmascope.mapping.ProcessCgroups;
import dev.vmascope.procfs.CgroupMemory;
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
import java.util.OptionalLong;

/// The control groups of processes, and the memory limits of those: read when a process is first
/// seen and once a minute from then on, since it may be moved and limits may be changed. Used by
/// the scheduler's thread alone.
final class Memberships {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int PARTS = 16;

  private record Key(int pid, long startTicks) {
    static Key of(ProcessReading process) {
      return new Key(process.stat().pid(), process.stat().startTicks());
    }
  }

  private record Entry(Membership membership, Instant readAgainAt) {}

  /// Where control groups are read from.
  interface Source {
    /// Those of a process.
    Outcome<ProcessCgroups> cgroups(int pid, long startTicks);

    /// What they say of memory; empty if reading that hangs.
    Optional<CgroupMemory> memory(ProcessCgroups cgroups);
  }

  private final Source source;
  private final Clock clock;
  private Map<Key, Entry> entries = new HashMap<>();
  private Map<Key, Entry> next = new HashMap<>();
  private final Map<Cgroup, OptionalLong> limits = new HashMap<>();

  Memberships(ProcFs procFs, Clock clock) {
    this(
        new Source() {
          @Override
          public Outcome<ProcessCgroups> cgroups(int pid, long startTicks) {
            return procFs.readCgroups(pid, startTicks);
          }

          @Override
          public Optional<CgroupMemory> memory(ProcessCgroups cgroups) {
            return procFs.readMemory(cgroups);
          }
        },
        clock);
  }

  Memberships(Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /// What is known of a process of this tick.
  Membership of(ProcessReading process) {
    Key key = Key.of(process);
    Instant now = clock.instant();
    Entry known = next.getOrDefault(key, entries.get(key));
    Entry entry =
        known == null || !now.isBefore(known.readAgainAt())
            ? read(process, Optional.ofNullable(known), now)
            : known;
    next.put(key, entry);
    return entry.membership();
  }

  private Entry read(ProcessReading process, Optional<Entry> before, Instant now) {
    // Those that were first seen together are not all read again in the same tick.
    Duration first = PERIOD.dividedBy(PARTS).multipliedBy(1 + process.stat().pid() % PARTS);
    Instant again = now.plus(before.isPresent() ? PERIOD : first);
    if (process.type() == ProcessType.KERNEL_THREAD) {
      return new Entry(Membership.NONE, again);
    }
    Membership read =
        cgroups(process)
            .map(cgroups -> new Membership(Optional.of(Attribution.of(cgroups)), limit(cgroups)))
            .orElseGet(() -> before.map(Entry::membership).orElse(Membership.UNKNOWN));
    return new Entry(read, again);
  }

  private Optional<ProcessCgroups> cgroups(ProcessReading process) {
    try {
      return source.cgroups(process.stat().pid(), process.stat().startTicks()).value();
    } catch (NoRoomException | ReadsStuckException _) {
      return Optional.empty();
    }
  }

  /// Processes of one group have one limit: it is read once a tick.
  private OptionalLong limit(ProcessCgroups cgroups) {
    return cgroups
        .of("memory")
        .map(group -> limits.computeIfAbsent(group, _ -> read(cgroups)))
        .orElse(OptionalLong.empty());
  }

  private OptionalLong read(ProcessCgroups cgroups) {
    try {
      return source.memory(cgroups).orElse(null) instanceof CgroupMemory.Known known
          ? known.limitBytes()
          : OptionalLong.empty();
    } catch (NoRoomException | ReadsStuckException _) {
      return OptionalLong.empty();
    }
  }

  /// Ends the tick: forgets what was not asked for in it.
  void endTick() {
    entries = next;
    next = new HashMap<>();
    limits.clear();
  }
}
