package dev.vmascope.faults;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.kernellog.history.FaultCounts;
import dev.vmascope.kernellog.history.FaultRecorder;
import dev.vmascope.kernellog.history.FaultReport;
import dev.vmascope.kernellog.history.LoggedFault;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
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
  private final RowWriters listings;

  FaultsController(FaultRecorder recorder, RowWriters listings) {
    this.recorder = recorder;
    this.listings = listings;
  }

  /// The fields after the faults.
  record FaultsTail(
      @Schema(description = "Segmentation faults since the start of the service")
          @Nullable Long segfaults,
      @Schema(description = "Processes killed to get memory since the start of the service")
          @Nullable Long oomKills,
      @Schema(description = "Messages that the kernel left out since the start of the service")
          @Nullable Long suppressed,
      @Schema(description = "Records of the log that were overwritten before they were read")
          @Nullable Long lost,
      @Schema(description = "What the kernel never logs") List<String> notes,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  /// The JSON of the list; its shape for the API description and for readers.
  @Schema(name = "Faults")
  record FaultsAnswer(
      @JsonUnwrapped PageHead head,
      @Schema(description = "Newest first") List<FaultView> faults,
      @JsonUnwrapped FaultsTail tail) {}

  @GetMapping("/api/faults")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "faults",
      summary = "Segmentation faults and OOM kills",
      description =
          """
          What the kernel has logged of faults since the service started, and what its log still held then, decoded and
          explained, newest first: `/dev/kmsg`, of the whole machine. The last 1000 are kept. Absolute addresses, the code and
          the raw line need `maps:addresses`. Lines of another machine: `POST /api/faults/explain`.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The faults",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = FaultsAnswer.class)),
        @Content(
            mediaType = "application/x-ndjson",
            schema =
                @Schema(
                    type = "string",
                    description = "A fault a line; the last line has the rest")),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
      })
  @Problems({ProblemCode.INVALID_PARAMETER, ProblemCode.NOT_ACCEPTABLE})
  void faults(
      @ParameterObject FaultQuery query, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Format format = Format.ofRows(query.format(), request);
    boolean addresses = Caller.seesAddresses(request);
    FaultReport report = recorder.report();
    List<LoggedFault> fitting = query.fitting(report);
    List<LoggedFault> page = query.page(fitting);
    PageHead head = PageHead.of(fitting, page, FaultQuery::cursor);
    RowWriter<FaultView> rows =
        listings.page(format, request, response, head, head.next(), "faults", FaultView.class);
    for (LoggedFault fault : page) {
      rows.row(FaultView.of(fault, addresses));
    }
    rows.end(tail(report, page, addresses));
  }

  private static FaultsTail tail(FaultReport report, List<LoggedFault> faults, boolean addresses) {
    List<UnavailableView> unavailable = new ArrayList<>(FaultRemedies.of(report.access()));
    FaultCounts counts = unavailable.isEmpty() ? report.counts() : null;
    if (!faults.isEmpty()) {
      unavailable.addAll(FaultRemedies.untold(faults, addresses));
    }
    return new FaultsTail(
        counts == null ? null : counts.segfaults(),
        counts == null ? null : counts.oomKills(),
        counts == null ? null : counts.suppressed(),
        counts == null ? null : counts.lost(),
        FaultRemedies.NEVER_LOGGED,
        unavailable);
  }
}
