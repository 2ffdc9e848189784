package dev.vmascope.faults;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.Page;
import dev.vmascope.http.operation.PageQuery;
import dev.vmascope.http.operation.PagedRows;
import dev.vmascope.http.security.Caller;
import dev.vmascope.kernellog.history.FaultCounts;
import dev.vmascope.kernellog.history.FaultRecorder;
import dev.vmascope.kernellog.history.FaultReport;
import dev.vmascope.kernellog.history.LoggedFault;
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

/// The controller of the segmentation faults and OOM kills in the kernel log.
@RestController
@Tag(name = "Faults")
class FaultsController {
  private final FaultRecorder recorder;

  FaultsController(FaultRecorder recorder) {
    this.recorder = recorder;
  }

  /// A page of the list of faults.
  @Schema(name = "Faults")
  record FaultsAnswer(
      @JsonUnwrapped PageHead head,
      @Rows("A fault") @Schema(description = "Newest first") List<FaultView> faults,
      @Schema(description = "Number of segmentation faults since the start of the service")
          @Nullable Long segfaults,
      @Schema(
              description =
                  "Number of processes killed to free memory since the start of the service")
          @Nullable Long oomKills,
      @Schema(
              description =
                  "Number of messages that the kernel left out since the start of the service")
          @Nullable Long suppressed,
      @Schema(description = "Number of log records that were overwritten before they were read")
          @Nullable Long lost,
      @Schema(description = "Facts that the kernel never logs") List<String> notes,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/faults")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "faults",
      summary = "Segmentation faults and OOM kills",
      description =
          """
          Faults that the kernel logged since the service started, and those that its log (`/dev/kmsg`) still held then, of the
          whole machine; decoded and explained, newest first. The last 1000 are kept. Absolute addresses, the code and the raw
          line need `maps:addresses`. For lines of another machine use `POST /api/faults/explain`.\
          """)
  @FormattedResponse("The faults")
  FaultsAnswer faults(
      @ParameterObject FaultQuery query,
      @ParameterObject PageQuery pages,
      HttpServletRequest request) {
    boolean addresses = Caller.seesAddresses(request);
    FaultReport report = recorder.report();
    List<LoggedFault> fitting = query.fitting(report);
    Page<LoggedFault> page =
        pages.of(
            fitting,
            PagedRows.of(
                FaultQuery::key,
                FaultQuery::parseKey,
                Comparator.reverseOrder(),
                FaultView.class,
                fault -> FaultView.of(fault, addresses)));
    List<UnavailableField> unavailable = new ArrayList<>(FaultRemedies.of(report.access()));
    FaultCounts counts = unavailable.isEmpty() ? report.counts() : null;
    if (!page.rows().isEmpty()) {
      unavailable.addAll(FaultRemedies.absent(page.rows(), addresses));
    }
    return new FaultsAnswer(
        page.head().withHint(() -> query.hint(report)),
        AnswerWork.rows(page.rows(), fault -> FaultView.of(fault, addresses)),
        counts == null ? null : counts.segfaults(),
        counts == null ? null : counts.oomKills(),
        counts == null ? null : counts.suppressed(),
        counts == null ? null : counts.lost(),
        FaultRemedies.NEVER_LOGGED,
        unavailable);
  }
}
