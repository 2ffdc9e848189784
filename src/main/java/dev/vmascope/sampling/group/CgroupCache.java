package dev.vmascope.sampling.group;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.CgroupMemory;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.CgroupInfo;
import dev.vmascope.sampling.ProcessKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// The control groups of processes, and their memory limits. They are read when a process is first
/// seen and once a minute from then on, since it may be moved and limits may be changed. Used only
/// by the scheduler's thread.
public final class CgroupCache {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int PARTS = 16;

  private record Entry(CgroupInfo membership, Instant readAgainAt) {}

  /// The source of control groups.
  interface Source {
    /// Reads the groups of some processes, by pid; reads that hang come last.
    ///
    /// @param startTicks the start times, by pid
    void cgroups(Map<Integer, Long> startTicks, BiConsumer<Integer, Outcome<ProcessCgroups>> sink);

    /// The memory limits of control groups; empty if the read hangs.
    Optional<CgroupMemory> memory(ProcessCgroups cgroups);
  }

  private final Source source;
  private final Clock clock;
  private Map<ProcessKey, Entry> entries = new HashMap<>();

  public CgroupCache(ProcFs procFs, Clock clock) {
    this(
        new Source() {
          @Override
          public void cgroups(
              Map<Integer, Long> startTicks, BiConsumer<Integer, Outcome<ProcessCgroups>> sink) {
            procFs.readAllCgroups(startTicks, sink);
          }

          @Override
          public Optional<CgroupMemory> memory(ProcessCgroups cgroups) {
            return procFs.host().memory(cgroups);
          }
        },
        clock);
  }

  public CgroupCache(Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
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
      if (known != null && now.isBefore(known.readAgainAt())) {
        next.put(key, known);
      } else if (process.type() == ProcessType.KERNEL_THREAD) {
        next.put(key, new Entry(CgroupInfo.NONE, again(process, true, now)));
      } else {
        // Until it is read, what was known holds on.
        CgroupInfo before = known == null ? CgroupInfo.UNKNOWN : known.membership();
        next.put(key, new Entry(before, again(process, known != null, now)));
        due.put(key.pid(), process);
        startTicks.put(key.pid(), key.startTicks());
      }
    }
    Map<Cgroup, OptionalLong> limits = new HashMap<>();
    source.cgroups(
        startTicks,
        (pid, outcome) ->
            outcome
                .value()
                .ifPresent(cgroups -> {
                  CgroupInfo read =
                      new CgroupInfo(Optional.of(Attribution.of(cgroups)), limit(cgroups, limits));
                  ProcessReading process = due.get(pid);
                  if (process != null) {
                    next.computeIfPresent(
                        ProcessKey.of(process.stat()),
                        (_, entry) -> new Entry(read, entry.readAgainAt()));
                  }
                }));
    entries = next;
    return processes.stream().map(this::membership).toList();
  }

  /// The time of the next read. Processes that were first seen together are not all read again in
  /// the same tick.
  private static Instant again(ProcessReading process, boolean known, Instant now) {
    return now.plus(
        known ? PERIOD : PERIOD.dividedBy(PARTS).multipliedBy(1 + process.stat().pid() % PARTS));
  }

  private CgroupInfo membership(ProcessReading process) {
    Entry entry = entries.get(ProcessKey.of(process.stat()));
    return entry == null ? CgroupInfo.UNKNOWN : entry.membership();
  }

  /// The memory limit of control groups. Processes of one group have one limit: it is read once per
  /// tick.
  private OptionalLong limit(ProcessCgroups cgroups, Map<Cgroup, OptionalLong> limits) {
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
    } catch (ReaderBusyException | ReadsStuckException _) {
      return OptionalLong.empty();
    }
  }
}
