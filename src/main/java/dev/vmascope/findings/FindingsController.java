package dev.vmascope.findings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.container.Attribution;
import dev.vmascope.http.api.AttributionView;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.Page;
import dev.vmascope.http.operation.PageQuery;
import dev.vmascope.http.operation.PagedRows;
import dev.vmascope.http.operation.PatternHint;
import dev.vmascope.http.operation.ReadsSample;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.http.security.Caller;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.rule.Finding;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the findings in all processes, from the published sample.
@RestController
@Tag(name = "Findings")
class FindingsController {
  private final ProcessAccess processes;

  FindingsController(ProcessAccess processes) {
    this.processes = processes;
  }

  /// A finding, the process it is about, and its sort key.
  ///
  /// @param key the sort key, which is the cursor as well
  record FoundIn(ProcessSample process, Finding finding, FindingCursor key) {}

  /// A row of the list: a finding, with its process.
  @Schema(name = "Finding")
  record FindingRow(
      @Schema(description = "Process id") int pid,
      @WideOnly @Schema(description = "Start time, in clock ticks after boot")
          @Nullable Long startTicks,
      @Schema(description = "Name of the process") String name,
      @WideOnly @Schema(description = "Group of the process") String group,
      @JsonUnwrapped AttributionView place,
      @JsonUnwrapped FindingView finding) {
    static FindingRow of(FoundIn found, boolean addresses) {
      ProcessSample process = found.process();
      return new FindingRow(
          process.pid(),
          IdentityView.startTicks(process.reading()),
          process.cleanName(),
          process.group(),
          AttributionView.of(process.membership().attribution().orElse(Attribution.NONE)),
          FindingView.of(found.finding(), addresses));
    }
  }

  /// A page of the list of findings.
  @Schema(name = "Findings")
  record FindingsList(
      @JsonUnwrapped PageHead head,
      @Rows("A finding") List<FindingRow> findings,
      @Schema(description = "Number of processes with memory whose mappings were checked")
          int lookedAt,
      @Schema(description = "Sample that the answer shows") CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/findings")
  @RequiresScope("maps:read")
  @ReadsSample
  @Operation(
      operationId = "findings",
      summary = "Findings in all processes",
      description =
          """
          The findings of all processes, most severe first, from the last sample. Mappings are as of their last read, at most
          five minutes before. The metric `vmascope_findings` counts findings by group. docs/findings.md has the rules.\
          """)
  @FormattedResponse("The findings")
  FindingsList findings(
      @ParameterObject FindingQuery query,
      @ParameterObject PageQuery pages,
      HttpServletRequest request) {
    boolean addresses = Caller.seesAddresses(request);
    Sample sample = processes.sample();
    List<FoundIn> fitting = query.fitting(sample);
    Page<FoundIn> page =
        pages.of(
            fitting,
            PagedRows.of(
                FoundIn::key,
                FindingCursor::parse,
                Comparator.naturalOrder(),
                FindingRow.class,
                found -> FindingRow.of(found, addresses)));
    long checked =
        sample.processes().stream().filter(process -> process.mappingsAt().isPresent()).count();
    return new FindingsList(
        page.head().withHint(() -> PatternHint.ofProcess(query.name(), sample)),
        AnswerWork.rows(page.rows(), found -> FindingRow.of(found, addresses)),
        (int) checked,
        CaptureView.of(sample),
        unavailable(sample, addresses));
  }

  private static List<UnavailableField> unavailable(Sample sample, boolean addresses) {
    List<UnavailableField> unavailable = new ArrayList<>();
    sample
        .unreadable()
        .forEach((reason, count) ->
            unavailable.add(
                new UnavailableField(
                    "findings[]",
                    reason.toString(),
                    count + " processes: " + Remedies.unreadable(reason))));
    long waiting =
        sample.processes().stream()
            .filter(ProcessSample::hasMemory)
            .filter(process -> process.reading().mapsAccess() == OutcomeKind.OK)
            .filter(process -> process.mappingsAt().isEmpty() && !process.mappingsMisunderstood())
            .count();
    if (waiting > 0) {
      unavailable.add(
          new UnavailableField(
              "findings[]", "skipped", waiting + " processes wait for their turn to be read"));
    }
    if (!addresses) {
      unavailable.addAll(
          Remedies.hidden("findings[].evidence[].start", "findings[].evidence[].end"));
    }
    return unavailable;
  }
}
