package dev.vmascope.sampling.tick;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.CgroupInfo;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.Growth;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.group.CgroupCache;
import dev.vmascope.sampling.group.GroupRules;
import dev.vmascope.sampling.group.GroupSum;
import dev.vmascope.sampling.group.Groups;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.SampleLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/// The scheduler that reads all processes in every tick and publishes a sample. The sample is
/// published as the latest one, and as an event.
@Component
public class Sampler implements SchedulingConfigurer {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

  private final ProcFs procFs;
  private final Clock clock;
  private final SamplingPace pace;
  private final ApplicationEventPublisher events;
  private final GrowthProperties growthProperties;
  private final HistoryProperties history;
  private final UserNames users;
  private final GroupRules.Names names;
  private final CgroupCache memberships;
  private final ProcessTracker watch;
  private final MapsSampler mappings;
  private final Optional<RollupSampler> rollups;
  private final DeletedFileChecker replacements;
  private final DeletedFileSchedule replacementRounds;
  private final Groups groups;
  private final TopProcesses top;
  private final TickFailures failures = new TickFailures();
  private final AtomicReference<Optional<Sample>> latest = new AtomicReference<>(Optional.empty());

  Sampler(
      ProcFs procFs,
      Clock clock,
      SamplingProperties sampling,
      GrowthProperties growthProperties,
      HistoryProperties history,
      MetricsLimits limits,
      GroupRules rules,
      UserNames users,
      JitAllowList generators,
      DeletedFileChecker replacements,
      DeletedFileSchedule replacementRounds,
      ApplicationEventPublisher events) {
    this.procFs = procFs;
    this.clock = clock;
    this.events = events;
    this.history = history;
    this.growthProperties = growthProperties;
    pace = new SamplingPace(sampling.interval());
    this.users = users;
    names = rules.names();
    memberships = new CgroupCache(procFs, clock);
    watch = new ProcessTracker(growthProperties);
    mappings = new MapsSampler(procFs, generators);
    this.replacements = replacements;
    this.replacementRounds = replacementRounds;
    rollups = sampling.rollup() ? Optional.of(new RollupSampler(procFs)) : Optional.empty();
    groups = new Groups(limits.maxGroups());
    top = new TopProcesses(limits.maxProcesses());
    if (!growthProperties.judges(sampling.interval())) {
      LOG.warn(
          "There will be no verdicts: vmascope.growth.window must be at least 36 times"
              + " vmascope.sampling.interval ({}), and vmascope.growth.leak-window 216 times",
          sampling.interval());
    }
  }

  /// The sample of the last tick that ended; empty until the first has.
  public Optional<Sample> latest() {
    return latest.get();
  }

  /// The samples of a process of the latest sample; empty if it has ended since, or has no memory.
  public Optional<ProcessHistory> history(ProcessSample process) {
    return watch.history(process.pid(), process.reading().stat().startTicks());
  }

  /// The samples of a group of the latest sample; empty if it has ended since.
  public Optional<SampleLog> history(GroupSample group) {
    return Optional.ofNullable(groups.logs().get(group.name()));
  }

  /// The current time from the start of one tick to the start of the next: longer than configured
  /// while ticks take too much of it.
  public Duration interval() {
    return pace.interval();
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addTriggerTask(
        this::tick,
        context -> {
          Instant last = context.lastActualExecution();
          return last == null ? clock.instant() : last.plus(pace.interval());
        });
  }

  private void tick() {
    try {
      Sample sample = sample();
      latest.set(Optional.of(sample));
      events.publishEvent(sample);
      if (pace.note(sample.took())) {
        LOG.info("A tick took {}: the interval between ticks is {} now", sample.took(), interval());
      }
    } catch (RuntimeException e) {
      // The next tick tries again; the age of the sample shows that this one failed.
      failures
          .note(e, clock.instant())
          .ifPresent(line -> LOG.warn("A tick failed; the last sample stays: {}", line));
    }
  }

  private Sample sample() {
    Instant at = clock.instant();
    long began = System.nanoTime();
    HostInfo node = procFs.host().node();
    List<ProcessReading> readings = new ArrayList<>();
    Map<ProcessType, Integer> byType = new EnumMap<>(ProcessType.class);
    Map<OutcomeKind, Integer> unreadable = new EnumMap<>(OutcomeKind.class);
    procFs.readAll(
        procFs.host().pids(),
        watch,
        (_, outcome) -> {
          if (outcome instanceof Outcome.Ok<ProcessReading>(ProcessReading reading)) {
            readings.add(reading);
            byType.merge(reading.type(), 1, Integer::sum);
            countUnlessReadable(
                reading.isMisunderstood() ? OutcomeKind.MALFORMED : reading.mapsAccess(),
                unreadable);
          } else {
            countUnlessReadable(outcome.kind(), unreadable);
          }
        });
    memberships.look(readings);
    watch.beginTick(readings);
    List<Look> looks = readings.stream().map(reading -> look(reading, node, at)).toList();
    watch.endTick();
    List<TrackedProcess> watched = looks.stream().flatMap(look -> look.watched().stream()).toList();
    mappings.go(watched, at, interval());
    watched.stream()
        .filter(process -> process.isMisunderstood() && !process.reading().isMisunderstood())
        .forEach(_ -> countUnlessReadable(OutcomeKind.MALFORMED, unreadable));
    replacementRounds.tick(watched);
    rollups.ifPresent(round -> round.go(watched, at, interval()));
    List<ProcessSample> processes =
        looks.stream().map(look -> look.sample(node, at, replacements)).toList();
    Groups.Tick grouped = groups.tick(processes, interval());
    groups.note(grouped.groups(), at, growthProperties.kept());
    trim();
    return new Sample(
        at,
        Duration.ofNanos(System.nanoTime() - began),
        node,
        processes,
        grouped.groups(),
        grouped.folded(),
        top.choose(processes, at),
        byType,
        unreadable);
  }

  private void trim() {
    List<SampleLog> logs = new ArrayList<>(watch.logs());
    long bytes = watch.historyBytes();
    for (SampleLog log : groups.logs().values()) {
      logs.add(log);
      bytes += log.bytes();
    }
    history.trim(bytes, logs);
  }

  private Look look(ProcessReading reading, HostInfo node, Instant at) {
    Optional<Instant> startTime =
        reading.hasStat() ? node.wallTime(reading.stat().startTicks()) : Optional.empty();
    CgroupInfo membership = memberships.of(reading);
    Attribution attribution = membership.attribution().orElse(Attribution.NONE);
    GroupFields fields = GroupFields.of(reading, attribution, users);
    String group = names.of(fields);
    Optional<TrackedProcess> watched = watch.look(reading, group, startTime, at);
    return new Look(reading, startTime, group, fields, membership, watched);
  }

  /// A process in this tick.
  ///
  /// @param watched its state between ticks; empty without memory
  private record Look(
      ProcessReading reading,
      Optional<Instant> startTime,
      String group,
      GroupFields fields,
      CgroupInfo membership,
      Optional<TrackedProcess> watched) {
    ProcessSample sample(HostInfo node, Instant at, DeletedFileChecker replacements) {
      LeakDetector.Bounds bounds =
          new LeakDetector.Bounds(
              GroupSum.smaller(membership.memoryLimitBytes(), node.memoryBytes()),
              node.mappingLimit());
      MeasureValues values = watched.map(TrackedProcess::values).orElse(MeasureValues.NONE);
      Growth growth = watched.map(known -> known.note(at, values, bounds)).orElse(Growth.NONE);
      Optional<LastMappings> totals = watched.flatMap(TrackedProcess::totals);
      return new ProcessSample(
          reading,
          at,
          startTime,
          group,
          fields,
          membership,
          watched.map(TrackedProcess::sizes).orElse(MemorySizes.NONE),
          values,
          growth,
          totals.map(LastMappings::at),
          watched.filter(TrackedProcess::isMisunderstood).isPresent(),
          watched.flatMap(TrackedProcess::usage).map(LastRollup::at),
          node.mappingLimit(),
          totals.map(known -> replacements.findings(reading, known.screen())).orElse(List.of()));
    }
  }

  /// A process that ended between being listed and being read was never unreadable.
  private static void countUnlessReadable(OutcomeKind kind, Map<OutcomeKind, Integer> unreadable) {
    switch (kind) {
      case OK, NOT_APPLICABLE, GONE -> {}
      case DENIED, MALFORMED, PARTIAL, TIMED_OUT -> unreadable.merge(kind, 1, Integer::sum);
    }
  }
}
