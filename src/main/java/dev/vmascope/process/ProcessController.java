package dev.vmascope.process;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.container.Attribution;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessRemedies;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.DocumentWriter;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.proc.CommandLineDetail;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.UserNames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the identity and limits of one process.
@RestController
@Tag(name = "Processes")
class ProcessController {
  private final ProcessAccess processes;
  private final UserNames users;
  private final DocumentWriter documents;
  private final Clock clock;

  private final CommandLineDetail commandLines;

  ProcessController(
      ProcessAccess processes,
      UserNames users,
      DocumentWriter documents,
      Clock clock,
      ProcessProperties properties) {
    commandLines = properties.commandLine();
    this.processes = processes;
    this.users = users;
    this.documents = documents;
    this.clock = clock;
  }

  /// A process, with the entries of its absent values.
  @Schema(name = "Process")
  record ProcessAnswer(
      @JsonUnwrapped ProcessView process,
      @Schema(
              description =
                  "The process that the id asked for is a thread of; absent for a process's own id")
          @Nullable Integer threadOf,
      @Schema(
              description =
                  "Its arguments, *** in place of what looks like a secret, or the names of the program and its options alone; absent unless vmascope.command-line is true or names, and without the scope processes:command-lines")
          @Nullable List<String> commandLine,
      @Schema(description = "Absent where the kernel does not let the service know")
          @Nullable NamespacesView namespaces,
      @Schema(description = "What bounds its memory; absent without memory")
          @Nullable LimitsView limits,
      CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  @GetMapping("/api/processes/{pid}")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "process",
      summary = "Who a process is, its cheap sizes and its limits",
      description =
          """
          Read right now, from files that cost the kernel next to nothing: `stat`, `statm`, `status`, `cgroup`, `limits`,
          `oom_score`, `oom_score_adj` and the link `exe`; and the memory limits of its control group. Container, pod and
          unit are told by the names of its control groups, which whoever may make groups chooses.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The process",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ProcessAnswer.class)),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = "string", description = "With format=table"))
      })
  @Problems({
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.PERMISSION_DENIED,
    ProblemCode.PROCESS_NOT_FOUND,
    ProblemCode.NOT_ACCEPTABLE,
    ProblemCode.PROCESS_GONE,
    ProblemCode.MALFORMED_FILE,
    ProblemCode.PROCESS_REPLACED,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK
  })
  void process(
      @Parameter(description = "Process id, or self", example = "self") @PathVariable String pid,
      @Parameter(description = "The process must have started at this clock tick, else 410")
          @RequestParam(required = false)
          @Nullable String startTicks,
      @Parameter(description = "json or table; wins over Accept")
          @Schema(allowableValues = {"json", "table"})
          @RequestParam(required = false)
          @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    DocumentWriter.Target target = documents.target(format, request, response);
    int asked = processes.pid(pid);
    Instant at = clock.instant();
    long began = System.nanoTime();
    boolean withCommandLine = commandLines != CommandLineDetail.OFF && Caller.seesCommandLines();
    ProcessDetails details = processes.readDetails(asked, startTicks, withCommandLine);
    ProcessReading reading = details.process();
    int found = reading.stat().pid();
    target.write(
        new ProcessAnswer(
            ProcessView.of(
                reading,
                details.limits().cgroups().value().map(Attribution::of).orElse(Attribution.NONE),
                processes.node(),
                users),
            found == asked ? null : Integer.valueOf(found),
            details.commandLine().flatMap(Outcome::value).map(commandLines::of).orElse(null),
            details.namespaces().isEmpty() ? null : NamespacesView.of(details.namespaces()),
            LimitsView.of(details.limits()),
            CaptureView.ofOne(at, System.nanoTime() - began),
            unavailable(details)));
  }

  private List<UnavailableView> unavailable(ProcessDetails details) {
    List<UnavailableView> unavailable = new ArrayList<>();
    unavailable.addAll(
        ProcessRemedies.absent(details.process(), processes.node(), processes.root()));
    unavailable.addAll(ProcessRemedies.view(details.process()));
    unavailable.addAll(CommandLineRemedies.absent(details, commandLines));
    unavailable.addAll(LimitRemedies.absent(details));
    if (details.namespaces().isEmpty()) {
      unavailable.add(Remedies.link("namespaces", details.access(), details.process()));
    }
    return unavailable;
  }
}
