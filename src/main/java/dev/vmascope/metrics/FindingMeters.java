package dev.vmascope.metrics;

import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The numbers of findings, by rule, severity and group. A series exists while there is a finding.
final class FindingMeters {
  private FindingMeters() {}

  /// The key of findings that are counted together.
  private record Kind(Rule rule, Severity severity, String group) {}

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
    return counts.entrySet().stream()
        .map(entry ->
            new Count(
                Tags.of(
                    "rule", entry.getKey().rule().toString(),
                    "severity", entry.getKey().severity().toString(),
                    "group", entry.getKey().group()),
                entry.getValue()))
        .toList();
  }
}
