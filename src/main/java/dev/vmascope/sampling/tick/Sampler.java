package dev.vmascope.sampling.tick;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.LastReadings;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.group.CgroupCache;
import dev.vmascope.sampling.group.GroupRules;
import dev.vmascope.sampling.group.GroupedProcess;
import dev.vmascope.sampling.group.Groups;
import dev.vmascope.sampling.group.MetricsLimits;
import dev.vmascope.sampling.group.ProcessGrouping;
import dev.vmascope.sampling.saved.HistoryFile;
import dev.vmascope.sampling.saved.SavedHistory;
import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.SampleLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/// The scheduler that reads all processes in every tick and publishes a sample. The sample is
/// published as the latest one, and as an event.
@Component
public class Sampler implements SchedulingConfigurer, ApplicationListener<ContextClosedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
  private static final int LONGEST_END_SECONDS = 3;

  private final ProcFs procFs;
  private final Clock clock;
  private final SamplingPace pace;
  private final ApplicationEventPublisher events;
  private final GrowthProperties growthProperties;
  private final HistoryProperties history;
  private final HistoryFile historyFile;
  private final ReentrantLock ticking = new ReentrantLock();
  private final LastReadings readings;
  private final ProcessGrouping grouping;
  private final ProcessTracker tracker;
  private final MapsSampler maps;
  private final Optional<RollupSampler> rollups;
  private final SampledProcesses sampled;
  private final DeletedFileSchedule deletedFileSchedule;
  private final Groups groups;
  private final TopProcesses top;
  private final TickFailures failures = new TickFailures();
  private final AtomicReference<Optional<Sample>> latest = new AtomicReference<>(Optional.empty());
  private volatile long latestBegan = System.nanoTime();
  private volatile boolean closing;

  Sampler(
      ProcFs procFs,
      Clock clock,
      SamplingProperties sampling,
      GrowthProperties growthProperties,
      HistoryProperties history,
      HistoryFile historyFile,
      MetricsLimits limits,
      GroupRules rules,
      UserNames users,
      JitAllowList generators,
      DeletedFileChecker deletedFiles,
      DeletedFileSchedule deletedFileSchedule,
      ApplicationEventPublisher events) {
    this.procFs = procFs;
    this.clock = clock;
    this.events = events;
    this.history = history;
    this.historyFile = historyFile;
    this.growthProperties = growthProperties;
    readings = new LastReadings(procFs.host()::processorNanos);
    pace = new SamplingPace(sampling.interval());
    GrowthSettings settings = growthProperties.settings();
    SavedHistory saved = historyFile.restore(settings, history.memory().toBytes());
    grouping =
        new ProcessGrouping(rules, users, new CgroupCache(procFs, clock, settings, saved.limits()));
    tracker = new ProcessTracker(growthProperties, saved.byKey());
    maps = new MapsSampler(procFs, generators);
    rollups = sampling.rollup() ? Optional.of(new RollupSampler(procFs)) : Optional.empty();
    sampled = new SampledProcesses(deletedFiles);
    this.deletedFileSchedule = deletedFileSchedule;
    groups = new Groups(limits.maxGroups());
    top = new TopProcesses(limits.maxProcesses());
    if (!growthProperties.judges(sampling.interval())) {
      LOG.warn(
          "No growth verdicts: vmascope.growth.window must be at least 36 times"
              + " vmascope.sampling.interval ({}), and vmascope.growth.leak-window 216 times",
          sampling.interval());
    }
  }

  /// The sample of the last tick that ended; empty until the first has.
  public Optional<Sample> latest() {
    return latest.get();
  }

  /// The time since the start of the last tick, or of the service, by the monotonic clock.
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - latestBegan);
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

  /// Notes that the service ends: a tick that still runs loses its readers and its listeners. Saves
  /// the histories, unless a tick takes too long.
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    closing = true;
    try {
      if (ticking.tryLock(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        try {
          save(clock.instant());
        } finally {
          ticking.unlock();
        }
        historyFile.finish();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void save(Instant now) {
    if (latest().isPresent()) {
      historyFile.save(
          new SavedHistory(tracker.saved(), grouping.forecasts()),
          growthProperties.settings(),
          history.memory().toBytes(),
          now);
    }
  }

  private void tick() {
    long began = System.nanoTime();
    ticking.lock();
    try {
      Sample sample = sample(began);
      if (historyFile.isDue(sample.at())) {
        save(sample.at());
      }
      latest.set(Optional.of(sample));
      latestBegan = began;
      events.publishEvent(sample);
      if (pace.note(sample.took())) {
        LOG.info("A tick took {}; the interval between ticks is now {}", sample.took(), interval());
      }
    } catch (RuntimeException e) {
      if (closing) {
        return;
      }
      // The next tick tries again; the age of the sample shows that this one failed.
      failures
          .note(e, clock.instant())
          .ifPresent(line -> LOG.warn("A tick failed; the last sample remains: {}", line));
    } finally {
      ticking.unlock();
    }
  }

  /// One tick: each round takes what the ones before it have found, and returns what it finds.
  private Sample sample(long began) {
    // As histories keep it: so all samples of a tick share one object.
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Duration interval = interval();
    HostReading read = HostReading.of(procFs, readings);
    HostInfo host = read.host();
    List<GroupedProcess> grouped = grouping.group(read.processes(), host);
    List<TrackedProcess> tracked = tracker.track(grouped, at);
    Map<ProcessKey, KnownMappings> mappings = maps.read(tracked, at, interval);
    Map<ProcessKey, KnownRollup> usage =
        rollups.map(round -> round.read(tracked, at, interval)).orElse(Map.of());
    List<TrackedProcess> judged = TrackedProcess.judge(tracked, mappings, usage, at, host);
    // At once: what a later round fails at takes nothing from what is known of processes.
    tracker.keep(judged, at);
    deletedFileSchedule.tick(judged);
    List<ProcessSample> processes = sampled.next(grouped, judged, host);
    Groups.Tick groupsNow = groups.tick(processes, at, interval);
    Map<String, SampleLog> groupHistories =
        groups.note(groupsNow.groups(), at, growthProperties.kept());
    history.trim(judged, groupHistories.values());
    return new Sample(
        at,
        Duration.ofNanos(System.nanoTime() - began),
        host,
        processes,
        groupsNow.groups(),
        groupsNow.folded(),
        top.choose(processes, at),
        groupHistories,
        read.byType(),
        read.unreadableWith(judged));
  }
}
