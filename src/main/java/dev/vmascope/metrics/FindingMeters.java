package dev.vmascope.metrics;

import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The numbers of findings, by rule, severity and group. A series exists while there is a finding.
/// Beyond a fixed number, groups with the least severe and fewest findings share `other`.
final class FindingMeters {
  /// The maximum number of series, apart from those of `other`.
  static final int MOST = 300;

  private FindingMeters() {}

  /// The key of findings that are counted together.
  private record Kind(Rule rule, Severity severity, String group) {
    /// Written out, like the next one: each tick compares one of every finding, and the generated
    /// ones go through method handles, which the simple compiler does not inline.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Kind that
          && rule == that.rule
          && severity == that.severity
          && group.equals(that.group);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * rule.hashCode() + severity.hashCode()) + group.hashCode();
    }
  }

  /// The number of findings with one key.
  record Count(Tags tags, int findings) {}

  static SeriesSet<Tags, Count> of(MeterRegistry registry) {
    SeriesMeter<Count> meter =
        SeriesMeter.gauge(
            "vmascope.findings",
            "",
            "Findings, by rule: see /api/findings",
            count -> OptionalDouble.of(count.findings()));
    return new SeriesSet<>(registry, List.of(meter), Count::tags, Count::tags);
  }

  /// The counts of a sample.
  static List<Count> counts(Sample sample) {
    Map<Kind, Integer> counts = new HashMap<>();
    for (ProcessSample process : sample.processes()) {
      for (Finding finding : process.findings()) {
        counts.merge(
            new Kind(finding.rule(), finding.severity(), sample.shownGroup(process)),
            1,
            Integer::sum);
      }
    }
    return folded(counts).entrySet().stream()
        .map(entry ->
            new Count(
                Tags.of(
                    "rule", entry.getKey().rule().toString(),
                    "severity", entry.getKey().severity().toString(),
                    "group", entry.getKey().group()),
                entry.getValue()))
        .toList();
  }

  private static Map<Kind, Integer> folded(Map<Kind, Integer> counts) {
    if (counts.size() <= MOST) {
      return counts;
    }
    List<Map.Entry<Kind, Integer>> ranked = new ArrayList<>(counts.entrySet());
    ranked.sort(
        Comparator.comparing((Map.Entry<Kind, Integer> entry) -> entry.getKey().severity())
            .thenComparing(Map.Entry::getValue)
            .reversed()
            .thenComparing(entry -> entry.getKey().group())
            .thenComparing(entry -> entry.getKey().rule()));
    Map<Kind, Integer> folded = new HashMap<>();
    for (int i = 0; i < ranked.size(); i++) {
      Kind kind = ranked.get(i).getKey();
      folded.merge(
          i < MOST ? kind : new Kind(kind.rule(), kind.severity(), GroupSample.OTHER),
          ranked.get(i).getValue(),
          Integer::sum);
    }
    return folded;
  }
}
