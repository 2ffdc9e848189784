package dev.vmascope.metrics;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.machine.MemoryPressure;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ObservedCapability;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The meters of the published sample, updated with each new one.
@Component
class SampleMeters {
  private static final Set<OutcomeKind> UNREADABLE =
      EnumSet.of(
          OutcomeKind.DENIED, OutcomeKind.MALFORMED, OutcomeKind.PARTIAL, OutcomeKind.TIMED_OUT);

  private final MeterRegistry meters;
  private final SampleRegistry scrapes;
  private final ProcFs procFs;
  private final Timer ticks;
  private final SeriesSet<String, GroupSample> groups;
  private final SeriesSet<List<Object>, ProcessSample> processes;
  private final SeriesSet<Tags, Tags> groupInfos;
  private final SeriesSet<Tags, Tags> limitInfos;
  private final SeriesSet<Tags, Tags> leakInfos;
  private final SeriesSet<Tags, Tags> processInfos;
  private final SeriesSet<Tags, FindingMeters.Count> findings;
  private volatile Optional<Sample> current = Optional.empty();

  SampleMeters(MeterRegistry meters, SampleRegistry scrapes, ProcFs procFs) {
    this.meters = meters;
    this.scrapes = scrapes;
    this.procFs = procFs;
    groups =
        new SeriesSet<>(
            meters, GroupMeters.ALL, GroupSample::name, group -> Tags.of("group", group.name()));
    processes =
        new SeriesSet<>(meters, ProcessMeters.ALL, SampleMeters::identity, SampleMeters::tags);
    groupInfos = InfoMeters.ofGroups(meters);
    limitInfos = InfoMeters.ofLimits(meters);
    leakInfos = InfoMeters.ofSuspects(meters);
    processInfos = InfoMeters.ofProcesses(meters);
    findings = FindingMeters.of(meters);
    ticks =
        Timer.builder("vmascope.sampling").description("Time that a tick took").register(meters);
  }

  @EventListener
  void show(Sample sample) {
    scrapes.exclusively(() -> replace(sample));
  }

  private void replace(Sample sample) {
    boolean first = current.isEmpty();
    current = Optional.of(sample);
    if (first) {
      registerMachine(sample);
    }
    ticks.record(sample.took());
    groups.show(sample.groups());
    processes.show(sample.top());
    findings.show(FindingMeters.counts(sample));
    groupInfos.show(
        sample.groups().stream().flatMap(group -> InfoMeters.tags(group).stream()).toList());
    limitInfos.show(InfoMeters.limits(sample.groups()));
    leakInfos.show(InfoMeters.suspects(sample.groups()));
    processInfos.show(
        sample.top().stream()
            .map(process -> InfoMeters.tags(process, sample.shownGroup(process)))
            .toList());
  }

  /// The identity of a process: another process with the same pid is another subject.
  private static List<Object> identity(ProcessSample process) {
    return List.of(process.pid(), process.reading().stat().startTicks(), process.cleanName());
  }

  private static Tags tags(ProcessSample process) {
    return Tags.of("pid", Integer.toString(process.pid()), "name", process.cleanName());
  }

  private void registerMachine(Sample first) {
    for (ProcessType type : ProcessType.values()) {
      gauge("vmascope.processes", s -> s.byType().getOrDefault(type, 0))
          .description("Processes seen, by type")
          .tag("type", type.toString())
          .register(meters);
    }
    for (OutcomeKind reason : UNREADABLE) {
      gauge("vmascope.processes.unreadable", s -> s.unreadable().getOrDefault(reason, 0))
          .description(
              "Processes that cannot be read, or whose mappings cannot be read or parsed, by reason")
          .tag("reason", reason.toString())
          .register(meters);
    }
    Optional<Integer> self = procFs.host().self();
    for (ObservedCapability feature : ObservedCapability.of(procFs.isLive())) {
      gauge(ServiceMeters.FEATURE, s -> feature.isIn(s, self) ? 1 : 0)
          .description(ServiceMeters.FEATURE_MEANS)
          .tag("feature", feature.toString())
          .register(meters);
    }
    gauge("vmascope.groups.folded", Sample::foldedGroups)
        .description(
            "Groups that share the group other: beyond vmascope.metrics.max-groups, or first seen in this tick")
        .register(meters);
    registerIfKnown(
        first.node().mappingLimit(),
        gauge("vmascope.mapping.limit", s -> orUnknown(s.node().mappingLimit()))
            .description("Maximum number of mappings of a process, vm.max_map_count"));
    registerIfKnown(
        first.node().memoryBytes(),
        gauge("vmascope.machine.memory", s -> orUnknown(s.node().memoryBytes()))
            .baseUnit("bytes")
            .description("Memory of the machine"));
    registerIfKnown(
        first.node().availableBytes(),
        gauge("vmascope.machine.memory.available", s -> orUnknown(s.node().availableBytes()))
            .baseUnit("bytes")
            .description("Memory that programs can get without swapping"));
    if (first.node().pressure().isPresent()) {
      registerPressure("some", MemoryPressure::someMicros);
      registerPressure("full", MemoryPressure::fullMicros);
    }
  }

  private void registerPressure(String type, ToLongFunction<MemoryPressure> micros) {
    FunctionCounter.builder(
            "vmascope.machine.memory.pressure",
            this,
            m ->
                m.current
                    .flatMap(sample -> sample.node().pressure())
                    .map(pressure -> micros.applyAsLong(pressure) / 1e6)
                    .orElse(Double.NaN))
        .baseUnit("seconds")
        .description(
            "Time that tasks of the machine waited for memory: some of them, or all at once")
        .tag("type", type)
        .register(meters);
  }

  private static double orUnknown(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }

  private Gauge.Builder<SampleMeters> gauge(String name, ToDoubleFunction<Sample> value) {
    return Gauge.builder(name, this, m -> m.current.map(value::applyAsDouble).orElse(Double.NaN));
  }

  private void registerIfKnown(OptionalLong value, Gauge.Builder<SampleMeters> gauge) {
    if (value.isPresent()) {
      gauge.register(meters);
    }
  }
}
