package dev.vmascope.sampling;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.ProcessRules;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// A process in a sample.
///
/// @param reading the reading of the process
/// @param at the start of the tick
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
/// @param history its samples; empty without memory
public record ProcessSample(
    ProcessReading reading,
    Instant at,
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
    Optional<ProcessHistory> history)
    implements MeasuredSubject {
  public ProcessSample {
    mappingFindings = List.copyOf(mappingFindings);
  }

  /// All findings: in its mappings, and on the process as a whole.
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(mappingFindings);
    findings.addAll(processFindings());
    return findings;
  }

  /// The findings on the process as a whole.
  public List<Finding> processFindings() {
    return ProcessRules.findings(
        new ProcessRules.Facts(
            value(Measure.MAPPINGS),
            mappingLimit,
            value(Measure.RESIDENT),
            memoryLimitBytes(),
            grown.verdict(),
            grown.verdict() == Verdict.LEAKING ? leaking() : Set.of()));
  }

  private Set<Measure> leaking() {
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
    OptionalLong mappings = value(Measure.MAPPINGS);
    return mappings.isPresent() && mappingLimit.isPresent()
        ? OptionalDouble.of((double) mappings.getAsLong() / mappingLimit.getAsLong())
        : OptionalDouble.empty();
  }

  @Override
  public OptionalDouble mappingLimitSeconds() {
    OptionalLong mappings = value(Measure.MAPPINGS);
    if (mappings.isEmpty() || mappingLimit.isEmpty()) {
      return OptionalDouble.empty();
    }
    double slope = growth(Measure.MAPPINGS).orElse(0);
    double left = Math.max(0, mappingLimit.getAsLong() - mappings.getAsLong());
    return OptionalDouble.of(slope > 0 ? left / slope : Double.POSITIVE_INFINITY);
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
