package dev.vmascope.findings;

import dev.vmascope.http.row.WideOnly;
import dev.vmascope.maps.MappingView;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finding, as clients see it.
record FindingView(
    @Schema(description = "Id of the rule that matched; it is stable") Rule rule,
    @Schema(description = "Severity of the finding") Severity severity,
    @Schema(description = "Title of the finding") String title,
    @WideOnly @Schema(description = "Reason why it matters") String why,
    @WideOnly @Schema(description = "Remedy") String remedy,
    @WideOnly @Schema(description = "Details beyond the rule; absent if there are none")
        @Nullable String detail,
    @Schema(description = "Number of mappings that it concerns; 0 for the process as a whole")
        int mappings,
    @WideOnly @Schema(description = "First of these mappings, at most five")
        List<MappingView> evidence) {

  /// @param addresses whether the caller may see the addresses of the mappings
  static FindingView of(Finding finding, boolean addresses) {
    Rule rule = finding.rule();
    return new FindingView(
        rule,
        finding.severity(),
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
