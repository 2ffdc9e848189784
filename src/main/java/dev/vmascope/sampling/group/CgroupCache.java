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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The control groups of processes, and their memory limits. Which ones a process is in is read
/// when it is first seen and once a minute from then on, since it may be moved. Of a process at
/// rest, which keeps its reading, they are read every five minutes after the second read. Limits
/// are read in each tick. Used only by the scheduler's thread.
public final class CgroupCache {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration PERIOD_AT_REST = Duration.ofMinutes(5);
  private static final int PARTS = 16;

  /// The groups of a process at their last read.
  ///
  /// @param attribution what they say of it; absent until they are read
  /// @param memory the one that counts its memory
  /// @param reading the process as it was then; none after the first read, and where the last one
  ///   failed
  private record Entry(
      Optional<Attribution> attribution,
      Optional<Cgroup> memory,
      Instant readAgainAt,
      WeakReference<ProcessReading> reading) {
    private static final WeakReference<ProcessReading> NONE = new WeakReference<>(null);

    boolean isDue(ProcessReading now, Instant at) {
      boolean atRest = reading.refersTo(now);
      return !at.isBefore(atRest ? readAgainAt.plus(PERIOD_AT_REST.minus(PERIOD)) : readAgainAt);
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
  private Map<ProcessKey, Entry> entries = new HashMap<>();

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

  /// The memberships of the processes of a tick, in the same order. Those that are due are read;
  /// those of other processes are forgotten.
  List<CgroupInfo> memberships(List<ProcessReading> processes) {
    Instant now = clock.instant();
    Map<ProcessKey, Entry> next = new HashMap<>();
    Map<Integer, ProcessReading> due = new HashMap<>();
    Map<Integer, Long> startTicks = new LinkedHashMap<>();
    for (ProcessReading process : processes) {
      ProcessKey key = ProcessKey.of(process.stat());
      Entry known = entries.get(key);
      if (known != null && !known.isDue(process, now)) {
        next.put(key, known);
      } else if (process.type() == ProcessType.KERNEL_THREAD) {
        next.put(
            key,
            new Entry(
                Optional.of(Attribution.NONE),
                Optional.empty(),
                again(process, true, now),
                new WeakReference<>(process)));
      } else {
        // Until it is read, what was known holds on.
        next.put(
            key,
            known == null
                ? new Entry(
                    Optional.empty(), Optional.empty(), again(process, false, now), Entry.NONE)
                : new Entry(
                    known.attribution(), known.memory(), again(process, true, now), Entry.NONE));
        due.put(key.pid(), process);
        startTicks.put(key.pid(), key.startTicks());
      }
    }
    // Most processes share their groups with others.
    Map<ProcessCgroups, Attribution> attributions = new HashMap<>();
    source.cgroups(
        startTicks,
        (pid, outcome) ->
            outcome
                .value()
                .ifPresent(cgroups -> {
                  ProcessReading process = due.get(pid);
                  if (process != null) {
                    next.computeIfPresent(
                        ProcessKey.of(process.stat()),
                        (_, entry) ->
                            new Entry(
                                Optional.of(attributions.computeIfAbsent(cgroups, Attribution::of)),
                                cgroups.of("memory"),
                                entry.readAgainAt(),
                                entry.attribution().isPresent()
                                    ? new WeakReference<>(process)
                                    : Entry.NONE));
                  }
                }));
    entries = next;
    return infos(processes, now);
  }

  /// The time of the next read. Processes that were first seen together are not all read again in
  /// the same tick.
  private static Instant again(ProcessReading process, boolean known, Instant now) {
    return now.plus(
        known ? PERIOD : PERIOD.dividedBy(PARTS).multipliedBy(1 + process.stat().pid() % PARTS));
  }

  private List<CgroupInfo> infos(List<ProcessReading> processes, Instant now) {
    List<Optional<Entry>> known =
        processes.stream()
            .map(process -> Optional.ofNullable(entries.get(ProcessKey.of(process.stat()))))
            .toList();
    Map<Cgroup, Long> resident = new HashMap<>();
    for (int i = 0; i < processes.size(); i++) {
      ProcessReading process = processes.get(i);
      if (process.hasMemory()) {
        long bytes = process.sizes().bytes(ProcessSize.RESIDENT).orElse(0);
        known
            .get(i)
            .flatMap(Entry::memory)
            .ifPresent(group -> resident.merge(group, bytes, Long::sum));
      }
    }
    Map<Cgroup, MemoryLimits> byGroup = limits.at(now, resident);
    List<CgroupInfo> infos = new ArrayList<>(processes.size());
    for (Optional<Entry> entry : known) {
      infos.add(
          entry
              .map(one ->
                  new CgroupInfo(
                      one.attribution(),
                      one.memory().flatMap(group -> Optional.ofNullable(byGroup.get(group)))))
              .orElse(CgroupInfo.UNKNOWN));
    }
    return infos;
  }
}
