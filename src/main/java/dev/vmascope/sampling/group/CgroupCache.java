package dev.vmascope.sampling.group;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.LimitedGroup;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.CgroupInfo;
import dev.vmascope.sampling.MemoryLimits;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.LimitForecast;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// The control groups of processes, and their memory limits. Which ones a process is in is read
/// when it is first seen and once a minute from then on, since it may be moved. Of a process at
/// rest, which keeps its reading, they are read every five minutes after the second read. Limits
/// are read in each tick. Used only by the scheduler's thread.
public final class CgroupCache {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration LONGER_AT_REST = Duration.ofMinutes(5).minus(PERIOD);
  private static final int PARTS = 16;

  /// The groups of a process at their last read. It changes in place: each tick needs one for every
  /// process.
  private static final class Entry {
    private static final WeakReference<ProcessReading> NONE = new WeakReference<>(null);

    /// The one that counts its memory.
    private Optional<Cgroup> memory = Optional.empty();

    private Instant readAgainAt;
    private boolean wasAsked;

    /// The process as it was then; none after the first read, and where the last one failed.
    private WeakReference<ProcessReading> reading = NONE;

    /// What they say of it, and the limits at the last tick; unknown until they are read.
    private CgroupInfo info = CgroupInfo.UNKNOWN;

    Entry(Instant readAgainAt) {
      this.readAgainAt = readAgainAt;
    }

    boolean isDue(ProcessReading now, Instant at) {
      if (at.isBefore(readAgainAt)) {
        return false;
      }
      return !reading.refersTo(now) || !at.isBefore(readAgainAt.plus(LONGER_AT_REST));
    }

    /// Notes what was read.
    void note(Attribution attribution, Optional<Cgroup> ofMemory, ProcessReading process) {
      reading = info.attribution().isPresent() ? new WeakReference<>(process) : NONE;
      memory = ofMemory;
      if (!info.attribution().equals(Optional.of(attribution))) {
        info = new CgroupInfo(Optional.of(attribution), info.limits());
      }
    }

    /// Sets the time of the next read. Processes that were first seen together are not all read
    /// again in the same tick.
    ///
    /// @param wasRead whether this read was successful
    void asked(boolean wasRead, int pid, Instant now) {
      readAgainAt =
          now.plus(wasAsked ? PERIOD : PERIOD.dividedBy(PARTS).multipliedBy(1 + pid % PARTS));
      wasAsked = true;
      reading = wasRead ? reading : NONE;
    }

    /// The membership with the limits of this tick; the same object if they are the same.
    CgroupInfo at(Optional<MemoryLimits> limits) {
      if (!info.limits().equals(limits)) {
        info = new CgroupInfo(info.attribution(), limits);
      }
      return info;
    }
  }

  /// The source of control groups.
  interface Source {
    /// Reads the groups of some processes, by pid; reads that hang come last.
    ///
    /// @param startTicks the start times, by pid
    void cgroups(Map<Integer, Long> startTicks, BiConsumer<Integer, Outcome<ProcessCgroups>> sink);

    /// The limited control groups from each of some up to the root; those that cannot be read have
    /// no entry.
    Map<Cgroup, List<LimitedGroup>> limits(List<Cgroup> groups);
  }

  private final Source source;
  private final Clock clock;
  private final CgroupLimits limits;
  private final Map<ProcessKey, Entry> entries = new HashMap<>();

  /// @param settings the lengths of time over which memory is followed to its limit
  /// @param saved the forecasts of an earlier start
  public CgroupCache(
      ProcFs procFs, Clock clock, GrowthSettings settings, Map<String, LimitForecast> saved) {
    this(
        new Source() {
          @Override
          public void cgroups(
              Map<Integer, Long> startTicks, BiConsumer<Integer, Outcome<ProcessCgroups>> sink) {
            procFs.readAllCgroups(startTicks, sink);
          }

          @Override
          public Map<Cgroup, List<LimitedGroup>> limits(List<Cgroup> groups) {
            try {
              return procFs.host().limits(groups);
            } catch (ReaderBusyException | ReadsStuckException _) {
              return Map.of();
            }
          }
        },
        clock,
        settings,
        saved);
  }

  CgroupCache(
      Source source, Clock clock, GrowthSettings settings, Map<String, LimitForecast> saved) {
    this.source = source;
    this.clock = clock;
    limits = new CgroupLimits(source::limits, settings, saved);
  }

  /// The forecasts of memory limits, by the directories of control groups, for the next start.
  Map<String, LimitForecast> forecasts() {
    return limits.forecasts();
  }

  /// The memberships of the processes of a tick, in the same order; the same objects as in the last
  /// tick where nothing has changed. Those that are due are read; those of other processes are
  /// forgotten.
  List<CgroupInfo> memberships(List<ProcessReading> processes) {
    Instant now = clock.instant();
    List<Entry> current = new ArrayList<>(processes.size());
    Map<Integer, Integer> due = new LinkedHashMap<>();
    Map<Integer, Long> startTicks = new LinkedHashMap<>();
    for (ProcessReading process : processes) {
      ProcessKey key = ProcessKey.of(process.stat());
      Entry known = entries.get(key);
      Entry entry = known == null ? new Entry(now) : known;
      if (known == null) {
        entries.put(key, entry);
      }
      if (entry.isDue(process, now)) {
        if (process.type() == ProcessType.KERNEL_THREAD) {
          entry.note(Attribution.NONE, Optional.empty(), process);
          entry.asked(true, key.pid(), now);
        } else {
          due.put(key.pid(), current.size());
          startTicks.put(key.pid(), key.startTicks());
        }
      }
      current.add(entry);
    }
    if (entries.size() > processes.size()) {
      entries.values().retainAll(Set.copyOf(current));
    }
    Set<Integer> read = read(processes, current, due, startTicks);
    // Only now: if reading fails as a whole, the next tick tries again. Until then, what was known
    // holds on.
    due.forEach((pid, place) -> current.get(place).asked(read.contains(pid), pid, now));
    return infos(processes, current, now);
  }

  /// @param due the places of the processes to read in both lists, by pid
  /// @return the pids of those that could be read
  private Set<Integer> read(
      List<ProcessReading> processes,
      List<Entry> current,
      Map<Integer, Integer> due,
      Map<Integer, Long> startTicks) {
    Set<Integer> read = new HashSet<>();
    // Most processes share their groups with others.
    Map<ProcessCgroups, Attribution> attributions = new HashMap<>();
    source.cgroups(
        startTicks,
        (pid, outcome) -> {
          Integer place = due.get(pid);
          if (place != null && outcome instanceof Outcome.Ok<ProcessCgroups>(ProcessCgroups all)) {
            read.add(pid);
            current
                .get(place)
                .note(
                    attributions.computeIfAbsent(all, Attribution::of),
                    all.of("memory"),
                    processes.get(place));
          }
        });
    return read;
  }

  private List<CgroupInfo> infos(List<ProcessReading> processes, List<Entry> current, Instant now) {
    Map<Cgroup, Long> resident = new HashMap<>();
    for (int i = 0; i < processes.size(); i++) {
      Optional<Cgroup> memory = current.get(i).memory;
      if (memory.isPresent() && processes.get(i).hasMemory()) {
        long bytes = processes.get(i).sizes().bytes(ProcessSize.RESIDENT).orElse(0);
        resident.merge(memory.get(), bytes, Long::sum);
      }
    }
    Map<Cgroup, Optional<MemoryLimits>> byGroup = new HashMap<>();
    limits.at(now, resident).forEach((group, known) -> byGroup.put(group, Optional.of(known)));
    List<CgroupInfo> infos = new ArrayList<>(processes.size());
    for (Entry entry : current) {
      infos.add(
          entry.at(
              entry.memory.isPresent()
                  ? byGroup.getOrDefault(entry.memory.get(), Optional.empty())
                  : Optional.empty()));
    }
    return infos;
  }
}
