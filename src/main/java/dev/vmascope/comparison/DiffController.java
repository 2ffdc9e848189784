package dev.vmascope.comparison;

import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.guard.AuditTrail;
import dev.vmascope.http.operation.WalksPageTables;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the difference between two address spaces.
@RestController
@Tag(name = "Changes")
class DiffController {
  private static final String NOW = "now";

  private final ProcessAccess processes;
  private final Differences differences;

  DiffController(ProcessAccess processes, Differences differences) {
    this.processes = processes;
    this.differences = differences;
  }

  @GetMapping("/api/diff")
  @RequiresScope("maps:read")
  @WalksPageTables
  @Problems(ProblemCode.SNAPSHOT_NOT_FOUND)
  @Operation(
      operationId = "diff",
      summary = "Difference of two processes or snapshots",
      description =
          """
          Compares the mappings of two processes or snapshots, such as two runs of one program, two workers of one service, or
          two moments of one process. Mappings are aligned by address if both are one address space or have the same bases, as
          a process and its fork, else by identity: files by path, offset and permissions, memory without a name by what it
          belongs to, its permissions and its size. Each mapping that differs is in one change. docs/changes.md defines the
          types.

          A file of the same path and another inode counts as the same object, with `replaced`. The build ids are not
          compared. The answer has no addresses, so that it is the same for the next two runs; `shifts` has the distances
          between the bases.

          By default no page table is walked: the reads cost running processes next to nothing. `detail=smaps` compares the
          memory use too. Such reads are governed: see `/api/scans`.\
          """)
  @FormattedResponse("The difference")
  DiffView diff(
      @Parameter(
              description =
                  "The address space to compare from: a pid or self, with @startTicks if wanted, or the id of a snapshot",
              example = "self",
              required = true)
          @RequestParam(required = false)
          @Nullable String a,
      @Parameter(
              description = "The address space to compare with, in the same form",
              example = "self",
              required = true)
          @RequestParam(required = false)
          @Nullable String b,
      @ParameterObject DiffQuery query,
      HttpServletRequest request)
      throws IOException {
    NamedSpace from = NamedSpace.of("a", a, processes);
    NamedSpace to = NamedSpace.of("b", b, processes);
    AuditTrail.names(request, "a", from.name());
    AuditTrail.names(request, "b", to.name());
    return differences.of(from, Optional.of(to), query, request);
  }

  @GetMapping("/api/snapshots/{snapshot}/diff")
  @RequiresScope("maps:read")
  @WalksPageTables
  @Problems(ProblemCode.SNAPSHOT_NOT_FOUND)
  @Operation(
      operationId = "snapshotDiff",
      summary = "Changes since a snapshot",
      description =
          """
          As `diff`, from a snapshot to its process as it runs now, or to another snapshot. A process that has ended since, or
          that ran on another machine, is answered with 410: compare the snapshot with another one then.\
          """)
  @FormattedResponse("The difference")
  DiffView since(
      @PathVariable("snapshot") String id,
      @Parameter(
              description =
                  "The address space to compare with: now (the process of the snapshot), or the id of another snapshot, or"
                      + " a process as in diff",
              example = NOW)
          @RequestParam(defaultValue = NOW)
          String with,
      @ParameterObject DiffQuery query,
      HttpServletRequest request)
      throws IOException {
    Optional<NamedSpace> to =
        with.equals(NOW) ? Optional.empty() : Optional.of(NamedSpace.of("with", with, processes));
    AuditTrail.names(request, "with", to.map(NamedSpace::name).orElse(NOW));
    return differences.of(NamedSpace.ofSnapshot(id), to, query, request);
  }
}
