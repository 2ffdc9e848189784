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
@Tag(name = "Service")
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
                  "read: it was made; deferred: the budget was spent or others were in front; refused: too long for one"
                      + " read",
              allowableValues = {"read", "deferred", "refused"})
          String decision,
      @Schema(description = "Whether it was asked for with force=true") boolean forced,
      @Schema(description = "Processor time that it was expected to take") double estimateMillis,
      @Schema(
              description =
                  "Processor time that it took; absent if it was not made or did not come to its end")
          @Nullable Double costMillis) {
    static ScanView of(ScanDecision scan) {
      return new ScanView(
          scan.at(),
          scan.pid(),
          scan.file().fileName(),
          scan.decision().toString(),
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
                  "vmascope.scan.budget: processors that such reads may take, in the long run")
          double budgetCores,
      @Schema(description = "vmascope.scan.max-read: the most that one may take")
          double maxReadMillis,
      @Schema(description = "vmascope.scan.cache: how long one answers for whoever asks the same")
          double cacheMillis,
      @Schema(description = "Processor time that may be spent at once; negative after forced reads")
          double availableMillis,
      @Schema(description = "The share of the budget that is used up; 1 is spent, more is debt")
          double usedRatio,
      @Schema(description = "Processor time spent since the service started") double spentMillis,
      @Schema(description = "Whether such a read is under way; there is one at a time")
          boolean reading,
      @Schema(description = "How many wait for their turn") int waiting,
      @Schema(description = "Processes left alone since a read of theirs hung") int quarantined,
      @Schema(description = "The last decisions, the latest first; at most fifty")
          List<ScanView> decisions) {}

  @GetMapping("/api/scans")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "scans",
      summary = "What expensive reads cost",
      description =
          """
          Reads of `smaps`, `smaps_rollup` and `numa_maps` make the kernel walk page tables while the process may have to
          wait. They happen only when asked for, and within a budget: here is what is left of it, and how the last
          requests were decided, with what each was expected to take and what it took.\
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
