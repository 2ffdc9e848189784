package dev.vmascope.web;

import dev.vmascope.fault.FaultRecorder;
import dev.vmascope.fault.FaultReport;
import dev.vmascope.fault.LoggedFault;
import dev.vmascope.listing.DocumentWriter;
import dev.vmascope.mapping.Glob;
import dev.vmascope.problem.ProblemCode;
import dev.vmascope.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Segmentation faults and OOM kills that the kernel logged.
@RestController
@Tag(name = "Faults")
class FaultsController {
  private static final int DEFAULT_LIMIT = 100;

  private final FaultRecorder recorder;
  private final DocumentWriter documents;

  FaultsController(FaultRecorder recorder, DocumentWriter documents) {
    this.recorder = recorder;
    this.documents = documents;
  }

  /// The faults.
  @Schema(name = "Faults")
  record FaultsAnswer(
      @Schema(description = "The last ones, newest first; at most 1000 are kept")
          List<FaultView> faults,
      @Schema(description = "How many fit, those beyond the limit included") int count,
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

  @GetMapping("/api/faults")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "faults",
      summary = "Segmentation faults and OOM kills",
      description =
          """
          What the kernel has logged of faults since the service started, and what its log still held then, decoded and
          explained: `/dev/kmsg`, of the whole machine. Absolute addresses, the code and the raw line need
          `maps:addresses`. Lines of another machine: `POST /api/faults/explain`.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The faults",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = FaultsAnswer.class)),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = "string", description = "With format=table"))
      })
  @Problems({ProblemCode.INVALID_PARAMETER, ProblemCode.NOT_ACCEPTABLE})
  void faults(
      @Parameter(description = "Only those whose name fits this glob", example = "*")
          @RequestParam(required = false)
          @Nullable String name,
      @Parameter(description = "At most this many; 1 to 1000")
          @Schema(type = "integer", defaultValue = "100")
          @RequestParam(required = false)
          @Nullable String limit,
      @Parameter(description = "json or table; wins over Accept")
          @Schema(allowableValues = {"json", "table"})
          @RequestParam(required = false)
          @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    DocumentWriter.Target target = documents.target(format, request, response);
    Glob glob = Parameters.glob("name", name == null ? "*" : name);
    long most = Parameters.limit(limit, DEFAULT_LIMIT);
    target.write(answer(recorder.report(), glob, most, Caller.seesAddresses(request)));
  }

  private static FaultsAnswer answer(FaultReport report, Glob glob, long most, boolean addresses) {
    List<LoggedFault> fit =
        report.faults().reversed().stream()
            .filter(fault -> glob.matches(fault.event().name().name()))
            .toList();
    List<UnavailableView> unavailable = new ArrayList<>(FaultRemedies.of(report.access()));
    boolean known = unavailable.isEmpty();
    List<FaultView> faults =
        fit.stream().limit(most).map(fault -> FaultView.of(fault, addresses)).toList();
    if (!faults.isEmpty()) {
      unavailable.addAll(FaultRemedies.untold(faults, addresses));
    }
    return new FaultsAnswer(
        faults,
        fit.size(),
        known ? report.segfaults() : null,
        known ? report.oomKills() : null,
        known ? report.suppressed() : null,
        known ? report.lost() : null,
        FaultRemedies.NEVER_LOGGED,
        unavailable);
  }
}
