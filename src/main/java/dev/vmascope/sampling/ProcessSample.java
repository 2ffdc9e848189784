package dev.vmascope.sampling;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.ProcessRules;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// A process in a sample. The next sample has the same object while it rests, and nothing else of
/// it has changed.
///
/// @param key its identity
/// @param reading the reading of the process
/// @param startTime the start of the process, by the wall clock; absent where the boot time is
///   unknown
/// @param group the name of its group, clean: printable, at most 63 characters
/// @param fields the fields for group rules and labels
/// @param membership its control groups
/// @param sizes its sizes; none for kernel threads and zombies
/// @param values the values of its measures; those of its mappings are from their last read
/// @param grown its growth
/// @param mappingsAt the time at which its mappings were last read; absent if they have not been
/// @param mappingsMisunderstood whether they were malformed when they were last read
/// @param usageAt the time at which its rollup was last read; absent if it has not been
/// @param mappingLimit `vm.max_map_count`, if it is known
/// @param mappingFindings the findings of the rules in its mappings at their last read; of those
///   before the malformed line where no listing could be read to its end
/// @param processFindings the findings on the process as a whole
/// @param history its samples; empty without memory
public record ProcessSample(
    ProcessKey key,
    ProcessReading reading,
    Optional<Instant> startTime,
    String group,
    GroupFields fields,
    CgroupInfo membership,
    MemorySizes sizes,
    MeasureValues values,
    Growth grown,
    Optional<Instant> mappingsAt,
    boolean mappingsMisunderstood,
    Optional<Instant> usageAt,
    OptionalLong mappingLimit,
    List<Finding> mappingFindings,
    List<Finding> processFindings,
    Optional<ProcessHistory> history)
    implements MeasuredSubject {
  public ProcessSample {
    mappingFindings = List.copyOf(mappingFindings);
    processFindings = List.copyOf(processFindings);
  }

  /// All findings: in its mappings, and on the process as a whole.
  public List<Finding> findings() {
    if (processFindings.isEmpty()) {
      return mappingFindings;
    }
    List<Finding> findings = new ArrayList<>(mappingFindings);
    findings.addAll(processFindings);
    return findings;
  }

  /// The findings on a process as a whole.
  public static List<Finding> processFindings(
      MeasureValues values, OptionalLong mappingLimit, CgroupInfo membership, Growth grown) {
    return ProcessRules.findings(
        new ProcessRules.Facts(
            values.value(Measure.MAPPINGS),
            mappingLimit,
            values.value(Measure.RESIDENT),
            membership.memoryLimitBytes(),
            grown.verdict(),
            grown.verdict() == Verdict.LEAKING ? leaking(grown) : Set.of()));
  }

  private static Set<Measure> leaking(Growth grown) {
    return grown.judgements().entrySet().stream()
        .filter(entry -> entry.getValue().verdict() == Verdict.LEAKING)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// The process id.
  public int pid() {
    return reading.stat().pid();
  }

  /// The name for a label or a line: printable, not blank, at most 63 characters.
  public String cleanName() {
    return reading.stat().name().name();
  }

  /// Whether it is younger than an age at a time; false where its start is not known.
  public boolean isYoungerThan(Duration age, Instant at) {
    return startTime.isPresent()
        && at.toEpochMilli() - startTime.get().toEpochMilli() < age.toMillis();
  }

  /// Whether it has an address space of its own: kernel threads and zombies have none.
  public boolean hasMemory() {
    return reading.type() == ProcessType.USER;
  }

  /// The smallest memory limit of its control groups; absent if there is none.
  public OptionalLong memoryLimitBytes() {
    return membership.memoryLimitBytes();
  }

  @Override
  public OptionalLong value(Measure measure) {
    return values.value(measure);
  }

  @Override
  public OptionalDouble growth(Measure measure) {
    Double slope = grown.slopes().get(measure);
    return slope == null ? OptionalDouble.empty() : OptionalDouble.of(slope);
  }

  @Override
  public OptionalDouble mappingLimitRatio() {
    return MeasuredSubject.known(mappingLimitRatioOrNaN());
  }

  /// The same; not a number where it is not known. Each tick needs it of every process, so it makes
  /// no object.
  public double mappingLimitRatioOrNaN() {
    return values.knows(Measure.MAPPINGS) && mappingLimit.isPresent()
        ? (double) values.orZero(Measure.MAPPINGS) / mappingLimit.getAsLong()
        : Double.NaN;
  }

  @Override
  public OptionalDouble mappingLimitSeconds() {
    return MeasuredSubject.known(mappingLimitSecondsOrNaN());
  }

  /// The same; not a number where it is not known.
  public double mappingLimitSecondsOrNaN() {
    if (!values.knows(Measure.MAPPINGS) || mappingLimit.isEmpty()) {
      return Double.NaN;
    }
    double slope = grown.slopes().getOrDefault(Measure.MAPPINGS, 0.0);
    double left = Math.max(0, mappingLimit.getAsLong() - values.orZero(Measure.MAPPINGS));
    return slope > 0 ? left / slope : Double.POSITIVE_INFINITY;
  }

  @Override
  public long minorFaults() {
    return reading.stat().minorFaults();
  }

  @Override
  public long majorFaults() {
    return reading.stat().majorFaults();
  }
}
