package dev.vmascope.scans;

import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.scan.ScanDecision;
import dev.vmascope.procfs.scan.ScanGovernor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the governor's limits, state and last decisions.
@RestController
@Tag(name = "System")
class ScansController {
  private final ScanGovernor governor;
  private final ProcFs procFs;

  ScansController(ProcFs procFs) {
    this.procFs = procFs;
    governor = procFs.scans().governor();
  }

  /// A decision of the governor.
  @Schema(name = "Scan")
  record ScanView(
      Instant at,
      int pid,
      @Schema(example = "smaps") String file,
      @Schema(
              description =
                  "Decision about the read. read: it was made; deferred: the budget was spent or others were"
                      + " waiting; refused: too long for one read")
          ScanDecision.Decision decision,
      @Schema(description = "Whether the request had force=true") boolean forced,
      @Schema(description = "Estimated processor time of the read") double estimateMillis,
      @Schema(
              description =
                  "Processor time of the read; absent if it was not made or not completed")
          @Nullable Double costMillis) {
    static ScanView of(ScanDecision scan) {
      return new ScanView(
          scan.at(),
          scan.pid(),
          scan.file().fileName(),
          scan.decision(),
          scan.forced(),
          millis(scan.estimate()),
          scan.cost().map(ScanView::millis).orElse(null));
    }

    private static double millis(Duration duration) {
      return duration.toNanos() / 1e6;
    }
  }

  /// The state of the governor.
  @Schema(name = "Scans")
  record ScansView(
      Instant at,
      @Schema(
              description =
                  "vmascope.scan.budget: number of processors that such reads can use in the long run")
          double budgetCores,
      @Schema(description = "vmascope.scan.max-read: maximum time of one read")
          double maxReadMillis,
      @Schema(
              description =
                  "vmascope.scan.cache: time for which the result of a read answers the same request")
          double cacheMillis,
      @Schema(description = "Processor time that can be spent at once; negative after forced reads")
          double availableMillis,
      @Schema(description = "Share of the budget that is used up; 1 is all of it, more is debt")
          double usedRatio,
      @Schema(description = "Processor time spent since the service started") double spentMillis,
      @Schema(description = "Whether such a read is running; there is one at a time")
          boolean reading,
      @Schema(description = "Number of requests that wait for a read") int waiting,
      @Schema(description = "Number of processes that are not read because a read of theirs hung")
          int quarantined,
      @Schema(description = "Last decisions, newest first; at most fifty")
          List<ScanView> decisions) {}

  @GetMapping("/api/scans")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "scans",
      summary = "Cost and budget of expensive reads",
      description =
          """
          Reads of `smaps`, `smaps_rollup` and `numa_maps` make the kernel walk page tables while the process may have to
          wait. They happen only on request, and within a budget. The answer has the rest of the budget, and the last
          decisions with the estimated and the actual cost of each read.\
          """)
  @FormattedResponse("Budget and decisions")
  ScansView scans() {
    ScanGovernor.ScanReport report = governor.report();
    return new ScansView(
        report.at(),
        governor.limits().budgetCores(),
        ScanView.millis(governor.limits().maxRead()),
        ScanView.millis(governor.limits().cache()),
        ScanView.millis(report.available()),
        report.usedRatio(),
        ScanView.millis(report.spent()),
        report.reading(),
        report.waiting(),
        procFs.quarantined(),
        report.latest().stream().map(ScanView::of).toList());
  }
}
