package dev.vmascope.findings;

import dev.vmascope.http.row.WideOnly;
import dev.vmascope.maps.MappingView;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finding, as clients see it.
record FindingView(
    @Schema(
            description = "Which rule holds; the id is stable",
            allowableValues = {
              "writable-executable",
              "anonymous-executable",
              "executable-stack",
              "stale-library",
              "deleted-code",
              "unpacked-code",
              "temporary-code",
              "mapping-limit",
              "memory-limit",
              "leak"
            })
        String rule,
    @Schema(
            description = "How much it matters",
            allowableValues = {"low", "medium", "high"})
        String severity,
    @Schema(description = "What was found") String title,
    @WideOnly @Schema(description = "Why it matters") String why,
    @WideOnly @Schema(description = "What to do about it") String remedy,
    @Schema(description = "What there is to say beside the rule; absent if there is nothing")
        @Nullable String detail,
    @Schema(description = "How many mappings it is about; 0 for the process as a whole")
        int mappings,
    @WideOnly @Schema(description = "The first of them, at most five") List<MappingView> evidence) {

  /// @param addresses whether the caller may see the addresses of the mappings
  static FindingView of(Finding finding, boolean addresses) {
    Rule rule = finding.rule();
    return new FindingView(
        rule.toString(),
        finding.severity().toString(),
        rule.title(),
        rule.why(),
        rule.remedy(),
        finding.detail().isEmpty() ? null : finding.detail(),
        finding.mappings(),
        finding.evidence().stream()
            .map(listed -> addresses ? MappingView.of(listed) : MappingView.hidden(listed, null))
            .toList());
  }
}
