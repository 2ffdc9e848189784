package dev.vmascope.rule;

import dev.vmascope.trend.Measure;
import dev.vmascope.trend.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The rules about a process as a whole: limits that are near, and leaks.
public final class ProcessRules {
  private static final double VERY_NEAR = 0.95;

  private ProcessRules() {}

  /// The facts about a process that the rules need.
  ///
  /// @param mappings the number of mappings, the gate left out; absent if unknown
  /// @param mappingLimit the maximum number of mappings (`vm.max_map_count`)
  /// @param residentBytes the resident size
  /// @param memoryLimitBytes the memory limit of its control groups
  /// @param verdict the worst verdict on any of its measures
  /// @param leaking the measures that leak
  public record Facts(
      OptionalLong mappings,
      OptionalLong mappingLimit,
      OptionalLong residentBytes,
      OptionalLong memoryLimitBytes,
      Verdict verdict,
      Set<Measure> leaking) {
    public Facts {
      leaking = Set.copyOf(leaking);
    }
  }

  /// The findings on a process.
  public static List<Finding> findings(Facts facts) {
    List<Finding> findings = new ArrayList<>();
    addIfNear(
        findings, Rule.MAPPING_LIMIT, 0.8, facts.mappings(), facts.mappingLimit(), " mappings");
    addIfNear(
        findings,
        Rule.MEMORY_LIMIT,
        0.9,
        facts.residentBytes(),
        facts.memoryLimitBytes(),
        " bytes");
    if (facts.verdict() == Verdict.LEAKING) {
      String measures =
          facts.leaking().stream()
              .map(Measure::toString)
              .sorted()
              .collect(Collectors.joining(", "));
      findings.add(of(Rule.LEAK, Severity.MEDIUM, "leaking measures: " + measures));
    }
    return findings;
  }

  private static void addIfNear(
      List<Finding> findings,
      Rule rule,
      double near,
      OptionalLong value,
      OptionalLong limit,
      String unit) {
    if (value.isEmpty() || limit.isEmpty() || limit.getAsLong() <= 0) {
      return;
    }
    double ratio = (double) value.getAsLong() / limit.getAsLong();
    if (ratio >= near) {
      findings.add(
          of(
              rule,
              ratio >= VERY_NEAR ? Severity.HIGH : Severity.MEDIUM,
              value.getAsLong() + " of " + limit.getAsLong() + unit));
    }
  }

  private static Finding of(Rule rule, Severity severity, String detail) {
    return new Finding(rule, severity, 0, List.of(), detail);
  }
}
