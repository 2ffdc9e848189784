package dev.vmascope.growth;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.Page;
import dev.vmascope.http.operation.PageQuery;
import dev.vmascope.http.operation.PagedRows;
import dev.vmascope.http.operation.ReadsSample;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.regrouping.Regrouping;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the groups of the metrics, from the published sample.
@RestController
@Tag(name = "Growth")
class GroupListController {
  private final ProcessAccess processes;
  private final Regrouping regrouping;

  GroupListController(ProcessAccess processes, Regrouping regrouping) {
    this.processes = processes;
    this.regrouping = regrouping;
  }

  /// A page of the list of groups.
  @Schema(name = "Groups")
  record GroupsAnswer(
      @JsonUnwrapped PageHead head,
      @Schema(
              description =
                  "Number of groups that are not listed and are part of other; 0 with by, which lists all")
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
          The members of a group are in `/api/groups/{group}` and `/api/processes?group=`.

          With `by`, the processes of the same sample by user, container, pod, unit, executable or name instead. Those
          that have none are in the group `(none)`. For `user`, `container`, `pod` and `name`, `/api/processes` has a parameter of the same name; for `executable` it is
          `name`. A unit has none.
          `totals` are sums over all groups that match, on all pages.\
          """)
  @FormattedResponse("The groups")
  GroupsAnswer groups(@ParameterObject GroupQuery query, @ParameterObject PageQuery pages) {
    Sample sample = processes.sample();
    List<GroupSample> fitting = query.fitting(sample, regrouping);
    // Those of the metrics are a hundred and other: one page has them.
    String limit = Objects.requireNonNullElse(pages.limit(), "1000");
    Page<GroupSample> page =
        new PageQuery(pages.sort(), limit, pages.after())
            .of(
                fitting,
                PagedRows.of(
                    GroupKey::of,
                    GroupKey::parse,
                    Comparator.naturalOrder(),
                    GroupView.class,
                    GroupView::of));
    List<UnavailableField> unavailable =
        new ArrayList<>(GrowthRemedies.absent(fitting, regrouping.hasRollups()));
    unavailable.addAll(query.absent(sample));
    return new GroupsAnswer(
        page.head().withHint(() -> query.hint(sample, regrouping)),
        query.by() == null ? sample.foldedGroups() : 0,
        AnswerWork.rows(page.rows(), GroupView::of),
        CaptureView.of(sample),
        unavailable);
  }
}
