package dev.vmascope.scans;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsProcess;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.maps.PageRange;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.scan.ScanForecast;
import dev.vmascope.procfs.scan.ScanForecasts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the price of an expensive read, before it is made.
@RestController
@Tag(name = "Processes")
class ScanEstimateController {
  private final ProcessAccess processes;

  ScanEstimateController(ProcessAccess processes) {
    this.processes = processes;
  }

  /// The price of a read, and the decision that it would get now.
  @Schema(name = "ScanEstimate")
  record ScanEstimateView(
      @JsonUnwrapped IdentityView process,
      @Schema(description = "Detail whose read is estimated", example = "smaps") String detail,
      @Schema(
              description =
                  "Decision that the read would get now. read: it is made; cached: the result of an earlier read"
                      + " answers; deferred: 429 scan-budget-exhausted; refused: 429 scan-too-expensive;"
                      + " not-applicable: nothing to read")
          ScanForecast.Decision decision,
      @Schema(description = "Estimated processor time of the read; 0 if nothing is walked")
          double estimateMillis,
      @Schema(
              description =
                  "Processor time that the caller can spend at once; negative after forced reads")
          double availableMillis,
      @Schema(description = "vmascope.scan.max-read: maximum time of one read")
          double maxReadMillis,
      @Schema(description = "Time after which the read may be made; only if it is deferred")
          @Nullable Long retryAfterSeconds,
      @Schema(description = "Time of the earlier read; only if its result answers")
          @Nullable Instant cachedAt,
      @Schema(description = "Reason of the decision, in words") String explanation,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/processes/{pid}/scan-estimate")
  @RequiresScope("maps:read")
  @ReadsProcess
  @Operation(
      operationId = "scanEstimate",
      summary = "Price of an expensive read",
      description =
          """
          The estimated cost of a read that walks page tables, and the decision of the governor if it were requested now,
          without `force`. The estimate comes from the mappings and from earlier reads. No page table is walked for it,
          and no budget is spent.\
          """)
  @FormattedResponse("Estimate and decision")
  @Problems({ProblemCode.FORBIDDEN, ProblemCode.TOO_LARGE})
  ScanEstimateView scanEstimate(
      @Pid int pid,
      @Parameter(
              description =
                  "Read to estimate: smaps or rollup of the mappings or the summary, numa, or pages. pages needs the"
                      + " scope maps:addresses")
          @Schema(
              allowableValues = {"smaps", "rollup", "numa", "pages"},
              defaultValue = "smaps")
          @RequestParam(required = false)
          @Nullable String detail,
      @Parameter(description = "With detail=pages: only pages at or above this address")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "With detail=pages: only pages below this address")
          @RequestParam(required = false)
          @Nullable String to,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request) {
    ProcFile file =
        Parameters.detail(
            detail, ProcFile.SMAPS, ProcFile.SMAPS_ROLLUP, ProcFile.NUMA_MAPS, ProcFile.PAGEMAP);
    if (file != ProcFile.PAGEMAP && (from != null || to != null)) {
      throw Parameters.invalid(from == null ? "to" : "from", "expected detail=pages with it");
    }
    boolean addresses = Caller.seesAddresses(request);
    // The cost of a range tells how much is mapped in it.
    if (file == ProcFile.PAGEMAP && !addresses) {
      throw Problem.scope("detail=pages", "maps:addresses").exception();
    }
    ScanForecast forecast =
        processes.found(
            file == ProcFile.PAGEMAP
                ? pages(pid, startTicks, from, to)
                : forecasts().listing(pid, file),
            ScanForecast::process,
            pid,
            startTicks);
    return view(forecast, pid);
  }

  private ScanForecasts forecasts() {
    return processes.files().scans().forecasts();
  }

  private Outcome<ScanForecast> pages(
      int pid, @Nullable Long startTicks, @Nullable String from, @Nullable String to) {
    long untagMask =
        processes.read(pid, startTicks).status().value().map(ProcessStatus::untagMask).orElse(-1L);
    AddressRange range = PageRange.of(from, to, untagMask);
    return forecasts().pages(pid, range);
  }

  private ScanEstimateView view(ScanForecast forecast, int asked) {
    ProcessReading process = forecast.process();
    ScanForecast.Ruling ruling = forecast.ruling();
    OptionalLong retryAfter = ruling.retryAfterSeconds();
    return new ScanEstimateView(
        IdentityView.of(process, asked, processes.node()),
        Parameters.detailOf(forecast.file()),
        ruling.decision(),
        millis(ruling.estimate()),
        millis(ruling.available()),
        millis(processes.files().scans().governor().limits().maxRead()),
        retryAfter.isPresent() ? retryAfter.getAsLong() : null,
        forecast.cachedAt().orElse(null),
        explanation(forecast),
        processes.identityGaps(process));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static String explanation(ScanForecast forecast) {
    return switch (forecast.ruling().decision()) {
      case READ ->
          "The read is made when requested. The kernel walks page tables for it, and the process may have to wait"
              + " meanwhile.";
      case CACHED ->
          "An earlier read answers until vmascope.scan.cache after it: nothing is read, and nothing is spent.";
      case DEFERRED ->
          "vmascope.scan.budget is spent for now. The read is made later, or with force=true.";
      case REFUSED ->
          "The read would take longer than vmascope.scan.max-read. It is made only with force=true.";
      case NOT_APPLICABLE ->
          switch (forecast.process().type()) {
            case USER -> "The capture of the process has no mappings.";
            case KERNEL_THREAD -> "A kernel thread has no address space of its own.";
            case ZOMBIE -> "The process has ended and given its address space back.";
          };
    };
  }
}
