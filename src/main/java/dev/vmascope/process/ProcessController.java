package dev.vmascope.process;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.container.Attribution;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessRemedies;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsProcess;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.proc.CommandLineDetail;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Stopwatch;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.UserNames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the identity and limits of one process.
@RestController
@Tag(name = "Processes")
class ProcessController {
  private final ProcessAccess processes;
  private final UserNames users;
  private final Clock clock;

  private final CommandLineDetail commandLines;

  ProcessController(
      ProcessAccess processes, UserNames users, Clock clock, ProcessProperties properties) {
    commandLines = properties.commandLine();
    this.processes = processes;
    this.users = users;
    this.clock = clock;
  }

  /// A process, with the entries of its absent values.
  @Schema(name = "Process")
  record ProcessAnswer(
      @JsonUnwrapped ProcessView process,
      @Schema(
              description =
                  "Process that the requested thread belongs to; absent if the requested id is that of a process")
          @Nullable Integer threadOf,
      @Schema(
              description =
                  "Arguments, with *** in place of what looks like a secret, or only the names of the program and"
                      + " its options; absent unless vmascope.command-line is true or names, and without the scope"
                      + " processes:command-lines")
          @Nullable List<String> commandLine,
      @Schema(
              description =
                  "Ids of its namespaces; absent if the kernel does not let the service read them")
          @Nullable NamespacesView namespaces,
      @Schema(description = "Limits on its memory; absent without memory")
          @Nullable LimitsView limits,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/processes/{pid}")
  @RequiresScope("processes:read")
  @ReadsProcess
  @Operation(
      operationId = "process",
      summary = "Identity, sizes and limits of a process",
      description =
          """
          Read right now, from files that cost the kernel next to nothing: `stat`, `statm`, `status`, `cgroup`, `limits`,
          `oom_score`, `oom_score_adj` and the link `exe`; and the memory limits of its control group. Container, pod and
          unit are derived from the names of its control groups. Anyone who can create control groups can choose these.\
          """)
  @FormattedResponse("The process")
  ProcessAnswer process(@Pid int pid, @StartTicks @Nullable Long startTicks) {
    Stopwatch watch = Stopwatch.start(clock);
    boolean withCommandLine = commandLines != CommandLineDetail.OFF && Caller.seesCommandLines();
    ProcessDetails details = processes.readDetails(pid, startTicks, withCommandLine);
    ProcessReading reading = details.process();
    int found = reading.stat().pid();
    return new ProcessAnswer(
        ProcessView.of(
            reading,
            details.limits().cgroups().value().map(Attribution::of).orElse(Attribution.NONE),
            processes.node(),
            users),
        found == pid ? null : Integer.valueOf(found),
        details.commandLine().flatMap(Outcome::value).map(commandLines::of).orElse(null),
        details.namespaces().isEmpty() ? null : NamespacesView.of(details.namespaces()),
        LimitsView.of(details.limits()),
        CaptureView.ofOne(watch),
        unavailable(details));
  }

  private List<UnavailableField> unavailable(ProcessDetails details) {
    List<UnavailableField> unavailable = new ArrayList<>();
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
