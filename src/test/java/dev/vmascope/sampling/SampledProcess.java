package dev.vmascope.sampling;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.space.MappingTotals;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.group.GroupRules;
import dev.vmascope.sampling.group.GroupedProcess;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.MeasureVerdict;
import dev.vmascope.trend.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A process as a tick sees it; every `with` gives another one that differs in that.
public final class SampledProcess {
  /// The time of all ticks.
  public static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  private static final OptionalLong LIMIT = OptionalLong.of(1_000);

  private static final Map<Measure, MeasureVerdict> LEAK =
      Map.of(Measure.PRIVATE, new MeasureVerdict(Verdict.LEAKING, false, Optional.empty()));

  private final int pid;
  private final String latin1Name;
  private ProcessType type = ProcessType.USER;
  private int parent = 1;
  private long startTicks = 1_000;
  private long minorFaults;
  private long majorFaults;
  private long codeStart = 0x40_0000;
  private long stackStart = 0x7ff0_0000;
  private Duration age = Duration.ofHours(1);
  private Map<ProcessSize, Long> sizes = Map.of(ProcessSize.RESIDENT, 1L << 20);
  private Map<Measure, Double> growth = Map.of();
  private Optional<MappingTotals> totals = Optional.empty();
  private List<Finding> findings = List.of();
  private Optional<MemoryLimits> limits = Optional.empty();
  private Optional<String> container = Optional.empty();
  private boolean leaking;

  private SampledProcess(int pid, String latin1Name) {
    this.pid = pid;
    this.latin1Name = latin1Name;
  }

  /// A process of this pid and name, an hour old, of a mebibyte, without faults.
  public static SampledProcess of(int pid, String latin1Name) {
    return new SampledProcess(pid, latin1Name);
  }

  public SampledProcess withType(ProcessType changed) {
    return changed(copy -> copy.type = changed);
  }

  public SampledProcess withParent(int changed) {
    return changed(copy -> copy.parent = changed);
  }

  public SampledProcess withStartTicks(long changed) {
    return changed(copy -> copy.startTicks = changed);
  }

  public SampledProcess withFaults(long minor, long major) {
    return changed(copy -> {
      copy.minorFaults = minor;
      copy.majorFaults = major;
    });
  }

  public SampledProcess withPlaces(long code, long stack) {
    return changed(copy -> {
      copy.codeStart = code;
      copy.stackStart = stack;
    });
  }

  public SampledProcess withAge(Duration changed) {
    return changed(copy -> copy.age = changed);
  }

  public SampledProcess with(ProcessSize size, long bytes) {
    Map<ProcessSize, Long> changed = new EnumMap<>(sizes);
    changed.put(size, bytes);
    return changed(copy -> copy.sizes = changed);
  }

  /// With mappings that were read.
  public SampledProcess withMappings(int count, Map<MappingCategory, Long> virtualBytes) {
    return changed(
        copy -> copy.totals = Optional.of(new MappingTotals(count, virtualBytes, Map.of())));
  }

  /// With a finding in its mappings.
  public SampledProcess withFinding(Rule rule, Severity severity) {
    return changed(copy -> copy.findings = List.of(new Finding(rule, severity, 1, List.of(), "")));
  }

  public SampledProcess withGrowth(Measure measure, double slope) {
    return changed(copy -> copy.growth = Map.of(measure, slope));
  }

  /// In a container whose control group has a limit.
  ///
  /// @param id the id of the container, by which its control group is named, too
  public SampledProcess withLimit(String id, long limitBytes, long usedBytes, double seconds) {
    return withLimit(id, new NearestLimit("/sys/fs/cgroup/" + id, limitBytes, usedBytes, seconds));
  }

  /// With the limit of any control group.
  public SampledProcess withLimit(String id, NearestLimit nearest) {
    return changed(copy -> {
      copy.limits = Optional.of(new MemoryLimits(nearest.limitBytes(), Optional.of(nearest)));
      copy.container = Optional.of(id);
    });
  }

  /// With the verdict that its private memory leaks.
  public SampledProcess thatLeaks() {
    return changed(copy -> copy.leaking = true);
  }

  private SampledProcess changed(Consumer<SampledProcess> change) {
    SampledProcess copy = new SampledProcess(pid, latin1Name);
    copy.type = type;
    copy.parent = parent;
    copy.startTicks = startTicks;
    copy.minorFaults = minorFaults;
    copy.majorFaults = majorFaults;
    copy.codeStart = codeStart;
    copy.stackStart = stackStart;
    copy.age = age;
    copy.sizes = sizes;
    copy.growth = growth;
    copy.totals = totals;
    copy.findings = findings;
    copy.limits = limits;
    copy.container = container;
    copy.leaking = leaking;
    change.accept(copy);
    return copy;
  }

  /// Its `stat`.
  public ProcessStat stat() {
    return new ProcessStat(
        pid,
        new RawText(latin1Name),
        'S',
        parent,
        0,
        minorFaults,
        majorFaults,
        1,
        startTicks,
        codeStart,
        stackStart);
  }

  /// All that was read of it.
  public ProcessReading reading() {
    return new ProcessReading(
        stat(),
        type,
        Optional.empty(),
        new Outcome.Ok<>(
            new ProcessStatus(
                OptionalInt.of(pid),
                OptionalLong.of(0),
                -1,
                Optional.empty(),
                new MemorySizes(sizes),
                Map.of())),
        new Outcome.NotApplicable<>(),
        new Outcome.NotApplicable<>(),
        OutcomeKind.OK,
        type == ProcessType.USER ? new MemorySizes(sizes) : MemorySizes.NONE,
        OptionalInt.of(4096),
        Optional.empty());
  }

  /// The process with its group, as a tick reads it.
  public GroupedProcess grouped(Optional<Instant> startTime) {
    return grouped(reading(), startTime);
  }

  /// A process with the group of its name, and without control groups.
  public static GroupedProcess grouped(ProcessReading reading, Optional<Instant> startTime) {
    GroupFields fields =
        GroupFields.of(reading, Attribution.NONE, new UserNames(Path.of("/nonexistent")));
    ProcessKey key = ProcessKey.of(reading.stat());
    String group = new GroupRules(List.of()).names().of(fields);
    return new GroupedProcess(key, reading, startTime, group, fields, CgroupInfo.NONE);
  }

  /// The process in a sample taken at [#AT].
  public ProcessSample sample() {
    GroupedProcess grouped = grouped(Optional.of(AT.minus(age)));
    MeasureValues cheap = MeasureValues.of(grouped.reading().sizes());
    MeasureValues values =
        totals.map(known -> cheap.and(known.count(), known.virtualBytes())).orElse(cheap);
    Growth grown = new Growth(growth, leaking ? LEAK : Map.of(), Optional.empty());
    CgroupInfo membership = new CgroupInfo(grouped.membership().attribution(), limits);
    return new ProcessSample(
        grouped.key(),
        grouped.reading(),
        grouped.startTime(),
        grouped.group(),
        fields(grouped.fields()),
        membership,
        grouped.reading().sizes(),
        values,
        grown,
        totals.map(_ -> AT),
        false,
        Optional.empty(),
        LIMIT,
        findings,
        ProcessSample.processFindings(values, LIMIT, membership, grown),
        Optional.empty());
  }

  private GroupFields fields(GroupFields without) {
    Map<GroupField, String> known = new EnumMap<>(without.known());
    container.ifPresent(id -> known.put(GroupField.CONTAINER, id));
    return new GroupFields(known);
  }
}
