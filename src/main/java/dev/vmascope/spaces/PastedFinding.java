package dev.vmascope.spaces;

import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A finding in a posted listing.
@Schema(name = "PastedFinding")
record PastedFinding(
    @Schema(description = "Id of the rule that matched; it is stable") Rule rule,
    @Schema(description = "Severity of the finding") Severity severity,
    @Schema(description = "Title of the finding") String title,
    @Schema(description = "Reason why it matters") String why,
    @Schema(description = "Details beyond the rule; absent if there are none")
        @Nullable String detail,
    @Schema(description = "Number of mappings that it concerns") int mappings,
    @Schema(
            description =
                "First of these mappings, at most five: their index in mappings, counted from 0")
        List<Integer> evidence) {

  /// @param executable the index of executable mappings in the listing, by their start
  static PastedFinding of(Finding finding, Map<Long, Integer> executable) {
    Rule rule = finding.rule();
    return new PastedFinding(
        rule,
        finding.severity(),
        rule.title(),
        rule.why(),
        finding.detail().isEmpty() ? null : finding.detail(),
        finding.mappings(),
        finding.evidence().stream()
            .map(listed -> executable.get(listed.mapping().range().start()))
            .filter(Objects::nonNull)
            .toList());
  }
}
