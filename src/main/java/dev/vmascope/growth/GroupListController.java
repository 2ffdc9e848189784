package dev.vmascope.growth;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
  private final RowWriters listings;

  GroupListController(ProcessAccess processes, RowWriters listings) {
    this.processes = processes;
    this.listings = listings;
  }

  /// The fields before the groups.
  record GroupsHead(
      @Schema(description = "How many groups have no place and are in other") int folded) {}

  /// The fields after the groups.
  record GroupsTail(
      @Schema(description = "The sample that this list shows") CaptureView capture,
      @Schema(description = "What is known of a part of some groups only, and why")
          List<UnavailableView> unavailable) {}

  /// The JSON of the list; its shape for the API description and for readers.
  @Schema(name = "Groups")
  record GroupsAnswer(
      @JsonUnwrapped GroupsHead head, List<GroupView> groups, @JsonUnwrapped GroupsTail tail) {}

  @GetMapping("/api/groups")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "groups",
      summary = "Processes by group, added up",
      description =
          """
          The groups that the metrics have, largest resident size first, `other` last: at most
          `vmascope.metrics.max-groups` and that. Its members: `/api/groups/{group}`, or `/api/processes?group=`.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The groups",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = GroupsAnswer.class)),
        @Content(
            mediaType = "application/x-ndjson",
            schema =
                @Schema(
                    type = "string",
                    description = "A group a line; the last line has the rest")),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
      })
  @Problems({ProblemCode.INVALID_PARAMETER, ProblemCode.NOT_ACCEPTABLE, ProblemCode.NOT_READY})
  void groups(
      @Parameter(description = "Only groups whose name fits this glob: *, ?, […]")
          @RequestParam(required = false)
          @Nullable String name,
      @Parameter(description = "json, ndjson, csv, or table; wins over Accept")
          @Schema(allowableValues = {"json", "ndjson", "csv", "table"})
          @RequestParam(required = false)
          @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Format chosen = Format.ofRows(format, request);
    Glob glob = Parameters.glob("name", name == null ? "*" : name);
    Sample sample = processes.sample();
    RowWriter<GroupView> rows =
        listings.page(
            chosen,
            request,
            response,
            new GroupsHead(sample.foldedGroups()),
            null,
            "groups",
            GroupView.class);
    List<GroupSample> fitting =
        AnswerWork.over(sample.groups()).filter(group -> glob.matches(group.name())).toList();
    for (GroupSample group : fitting) {
      rows.row(GroupView.of(group));
    }
    rows.end(new GroupsTail(CaptureView.of(sample), GrowthRemedies.absent(fitting)));
  }
}
