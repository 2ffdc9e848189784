package dev.vmascope.growth;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.ReadsSample;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the groups of the metrics, from the published sample.
@RestController
@Tag(name = "Growth")
class GroupListController {
  private final ProcessAccess processes;

  GroupListController(ProcessAccess processes) {
    this.processes = processes;
  }

  /// The list of groups.
  @Schema(name = "Groups")
  record GroupsAnswer(
      @Schema(description = "Number of groups that are not listed and are part of other")
          int folded,
      @Rows("A group") List<GroupView> groups,
      @Schema(description = "Sample that the answer shows") CaptureView capture,
      @Schema(description = "Values that are known for only a part of some groups, and why")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/groups")
  @RequiresScope("processes:read")
  @ReadsSample
  @Operation(
      operationId = "groups",
      summary = "Sums over processes by group",
      description =
          """
          The groups of the metrics, largest resident size first: at most `vmascope.metrics.max-groups`, and `other` last.
          The members of a group are in `/api/groups/{group}` and `/api/processes?group=`.\
          """)
  @FormattedResponse("The groups")
  GroupsAnswer groups(
      @Parameter(description = "Only groups whose name matches this glob: *, ?, […]")
          @RequestParam(required = false)
          @Nullable String name) {
    Glob glob = Parameters.glob("name", name == null ? "*" : name);
    Sample sample = processes.sample();
    List<GroupSample> fitting =
        AnswerWork.over(sample.groups()).filter(group -> glob.matches(group.name())).toList();
    return new GroupsAnswer(
        sample.foldedGroups(),
        AnswerWork.rows(fitting, GroupView::of),
        CaptureView.of(sample),
        GrowthRemedies.absent(fitting));
  }
}
