package dev.vmascope.maps;

import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.SizesView;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Force;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of a process's summary statistics. Its sizes come from `status` and `statm`
/// ([SizesView]), its totals from `maps` or `smaps` ([MappingTotalsView]), its usage from
/// `smaps_rollup` or `smaps`.
@RestController
@Tag(name = "Processes")
class SummaryController {
  private final ProcessAccess processes;

  SummaryController(ProcessAccess processes) {
    this.processes = processes;
  }

  @GetMapping({"/api/processes/{pid}/summary", "/api/snapshots/{snapshot}/summary"})
  @RequiresScope("maps:read")
  @Operation(
      operationId = "summary",
      summary = "Summary statistics of a process",
      description =
          """
          Sizes, totals over the mappings by permissions and path, the largest mappings, the gaps, and the share of
          `vm.max_map_count` in use. If the kernel does not let the service read the mappings, the answer still has the
          sizes, and `unavailable` says what would help.

          By default no page table is walked. `detail=rollup` adds the usage of the whole memory (PSS, USS and more, from
          `smaps_rollup`); `detail=smaps` adds it by category too. Such reads are governed: see `/api/scans`.\
          """)
  @FormattedResponse("The summary")
  @Problems({
    ProblemCode.FORBIDDEN,
    ProblemCode.PROCESS_NOT_FOUND,
    ProblemCode.PROCESS_GONE,
    ProblemCode.MALFORMED_FILE,
    ProblemCode.PROCESS_REPLACED,
    ProblemCode.SCAN_BUDGET_EXHAUSTED,
    ProblemCode.SCAN_TOO_EXPENSIVE,
    ProblemCode.TOO_LARGE,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK,
    ProblemCode.PARTIAL_READ
  })
  SummaryView summary(
      @Pid int pid,
      @Parameter(description = "Detail of the usage; rollup and smaps walk page tables")
          @Schema(
              allowableValues = {"maps", "rollup", "smaps"},
              defaultValue = "maps")
          @RequestParam(required = false)
          @Nullable String detail,
      @Force("true: read rollup or smaps" + Force.ANYWAY) boolean force,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request)
      throws IOException {
    ProcFile file = Parameters.detail(detail, ProcFile.MAPS, ProcFile.SMAPS_ROLLUP, ProcFile.SMAPS);
    boolean addresses = Caller.seesAddresses(request);
    if (file == ProcFile.SMAPS_ROLLUP) {
      return withRollup(pid, startTicks, force, addresses);
    }
    try (ListingReading reading = processes.listing(pid, startTicks, file, force)) {
      return view(reading, SummaryReading.Rollup.NONE, pid, addresses);
    }
  }

  /// The summary with usage from the rollup, which is read first: it may take long, and maps can be
  /// reread at little cost if the process took another address space in between.
  private SummaryView withRollup(
      int asked, @Nullable Long startTicks, boolean forced, boolean addresses) throws IOException {
    try (ListingReading rollup =
        processes.listing(asked, startTicks, ProcFile.SMAPS_ROLLUP, forced)) {
      ProcessReading process = rollup.process();
      long same = process.stat().startTicks();
      try (ListingReading reading = processes.listing(asked, same, ProcFile.MAPS, false)) {
        if (!reading.process().identity().equals(process.identity())) {
          throw ProcessProblems.partial(
                  process.stat().pid(), "the process took another address space (exec)")
              .exception();
        }
        return view(reading, SummaryReading.Rollup.of(rollup), asked, addresses);
      }
    }
  }

  private SummaryView view(
      ListingReading reading, SummaryReading.Rollup rollup, int asked, boolean addresses)
      throws IOException {
    ProcessReading process = reading.process();
    HostInfo node = processes.node();
    SummaryReading summary = SummaryReading.of(reading, rollup);
    Usage usage = summary.usage();
    boolean walked = usage.knows(UsageField.PROPORTIONAL);
    OptionalLong memory = node.memoryBytes();
    OptionalLong virtual = process.sizes().bytes(ProcessSize.VIRTUAL);
    return new SummaryView(
        IdentityView.of(process, asked, node),
        ProcessView.name(process),
        SizesView.of(process.sizes()),
        UsageView.bytes(usage, UsageField.PROPORTIONAL),
        usage.uniqueBytes().isPresent() ? usage.uniqueBytes().getAsLong() : null,
        summary
            .sums()
            .map(sums -> MappingTotalsView.of(sums, node.mappingLimit(), addresses))
            .orElse(null),
        walked ? new UsageView(usage, addresses) : null,
        new SummaryView.MachineView(
            memory.isPresent() ? memory.getAsLong() : null,
            memory.isPresent() && virtual.isPresent()
                ? (double) virtual.getAsLong() / memory.getAsLong()
                : null),
        summary.capture(),
        SummaryRemedies.absent(summary, node, processes.root(), addresses));
  }
}
