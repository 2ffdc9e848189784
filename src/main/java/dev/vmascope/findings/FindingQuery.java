package dev.vmascope.findings;

import dev.vmascope.container.Attribution;
import dev.vmascope.findings.FindingsController.FoundIn;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The query parameters of the list of findings, as they were sent.
record FindingQuery(
    @Parameter(description = "Only findings of at least this severity")
        @Schema(
            allowableValues = {"low", "medium", "high"},
            defaultValue = "low")
        @Nullable String severity,
    @Parameter(description = "Only findings of this rule", example = "writable-executable")
        @Nullable String rule,
    @Parameter(description = "Only processes whose name matches this glob: *, ?, […]")
        @Nullable String name,
    @Parameter(
            description =
                "Only processes in a container whose id (or name, for LXC and systemd-nspawn) matches this glob")
        @Nullable String container,
    @Parameter(description = "Only processes in a Kubernetes pod whose uid matches this glob")
        @Nullable String pod) {

  /// All findings that match, in order.
  List<FoundIn> fitting(Sample sample) {
    Severity least =
        severity == null
            ? Severity.LOW
            : Severity.of(severity)
                .orElseThrow(() -> Parameters.invalid("severity", "expected low, medium or high"));
    Optional<Rule> wanted = wantedRule();
    Glob names = Parameters.glob("name", name == null ? "*" : name);
    List<FoundIn> fitting = new ArrayList<>();
    for (ProcessSample process : sample.processes()) {
      AnswerWork.row();
      if (names.matches(process.reading().stat().name().text()) && isInPlace(process)) {
        List<Finding> findings = process.findings();
        for (int index = 0; index < findings.size(); index++) {
          Finding finding = findings.get(index);
          if (finding.severity().compareTo(least) >= 0
              && (wanted.isEmpty() || wanted.get() == finding.rule())) {
            fitting.add(new FoundIn(process, finding, FindingCursor.of(process, finding, index)));
          }
        }
      }
    }
    fitting.sort(Comparator.comparing(FoundIn::key));
    return fitting;
  }

  private Optional<Rule> wantedRule() {
    if (rule == null) {
      return Optional.empty();
    }
    return Optional.of(
        Rule.of(rule)
            .orElseThrow(() ->
                Parameters.invalid(
                    "rule",
                    "expected one of "
                        + Arrays.stream(Rule.values())
                            .map(Rule::toString)
                            .collect(Collectors.joining(", ")))));
  }

  private boolean isInPlace(ProcessSample process) {
    Attribution attribution = process.membership().attribution().orElse(Attribution.NONE);
    return Parameters.within("container", container, Attribution::containerId)
        .and(Parameters.within("pod", pod, Attribution::podUid))
        .test(attribution);
  }
}
