package dev.vmascope.sampling;

import dev.vmascope.finding.Finding;
import dev.vmascope.finding.ProcessRules;
import dev.vmascope.growth.Measure;
import dev.vmascope.growth.MeasureValues;
import dev.vmascope.growth.Verdict;
import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// One process in a sample.
///
/// @param reading what was read of it
/// @param lookedAt when the tick began
/// @param startTime when it started, by the wall clock; absent where the boot time is unknown
/// @param group the group that it is in, by name; clean: printable, at most 63 characters
/// @param fields what groups are made by, and labels say
/// @param membership what its control groups say
/// @param sizes its sizes; none for kernel threads and zombies
/// @param values what its measures are; those of its mappings as they were when last read
/// @param grown how it grows
/// @param mappingsAt when its mappings were last read; absent if they have not been
/// @param mappingsMisunderstood whether they could not be understood when they were last read
/// @param usageAt when its rollup was last read; absent if it has not been
/// @param mappingLimit `vm.max_map_count`, if it is known
/// @param mappingFindings what the rules found in its mappings when they were last read
public record ProcessSample(
    ProcessReading reading,
    Instant lookedAt,
    Optional<Instant> startTime,
    String group,
    GroupFields fields,
    Membership membership,
    MemorySizes sizes,
    MeasureValues values,
    Growth grown,
    Optional<Instant> mappingsAt,
    boolean mappingsMisunderstood,
    Optional<Instant> usageAt,
    OptionalLong mappingLimit,
    List<Finding> mappingFindings)
    implements Measured {
  public ProcessSample {
    mappingFindings = List.copyOf(mappingFindings);
  }

  /// All that the rules find: in its mappings, and in the process as a whole.
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(mappingFindings);
    findings.addAll(processFindings());
    return findings;
  }

  /// What the rules find in the process as a whole.
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

  /// Whether it has an address space of its own to look at: kernel threads and zombies have none.
  public boolean hasMemory() {
    return reading.type() == ProcessType.USER;
  }

  /// The smallest limit on memory of its control groups; absent if there is none.
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
