package dev.vmascope.findings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.security.Caller;
import dev.vmascope.http.snapshot.RequestedSnapshot;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.MappingInspector;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.tick.DeletedFileChecker;
import dev.vmascope.sampling.tick.JitAllowList;
import dev.vmascope.sampling.tick.Sampler;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the findings in one process.
@RestController
@Tag(name = "Findings")
class ProcessFindingsController {
  private final ProcessAccess processes;
  private final JitAllowList generators;
  private final DeletedFileChecker deletedFiles;
  private final Sampler sampler;

  ProcessFindingsController(
      ProcessAccess processes,
      JitAllowList generators,
      DeletedFileChecker deletedFiles,
      Sampler sampler) {
    this.processes = processes;
    this.sampler = sampler;
    this.generators = generators;
    this.deletedFiles = deletedFiles;
  }

  /// The findings of one process.
  @Schema(name = "ProcessFindings")
  record FindingsAnswer(
      @JsonUnwrapped IdentityView process,
      @Schema(description = "Findings, most severe first") List<FindingView> findings,
      @Schema(
              description =
                  "Whether the process is known to generate code, by its program"
                      + " (vmascope.findings.code-generators) or a loaded library such as libjvm.so. If so,"
                      + " executable memory without a file is no finding")
          boolean generatesCode,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping({"/api/processes/{pid}/findings", "/api/snapshots/{snapshot}/findings"})
  @RequiresScope("maps:read")
  @ReadsListing
  @Operation(
      operationId = "processFindings",
      summary = "Findings in a process",
      description =
          """
          Results of the rules on the mappings of the process, read now, and on its growth and limits, as of the last sample:
          memory that can be written and executed, code without a file, executable stacks, code of files that were replaced or
          deleted, limits that are near, and leaks. docs/findings.md has all rules, and says what is no finding and why.\
          """)
  @FormattedResponse("The findings")
  FindingsAnswer findings(
      @Pid int pid, @StartTicks @Nullable Long startTicks, HttpServletRequest request)
      throws IOException {
    boolean addresses = Caller.seesAddresses(request);
    Inspected inspected = inspected(pid, startTicks, addresses);
    ProcessReading process = inspected.process();
    List<UnavailableField> unavailable = new ArrayList<>(inspected.unavailable());
    List<Finding> findings = new ArrayList<>(deletedFiles.check(process, inspected.inspector()));
    Optional<ProcessSample> sampled = sampled(process);
    sampled.ifPresent(sample -> findings.addAll(sample.processFindings()));
    if (RequestedSnapshot.current().isPresent()) {
      unavailable.add(
          new UnavailableField(
              "findings[]",
              "not-applicable",
              "limits and leaks are judged while the process runs; a snapshot has no history"));
    } else if (sampled.isEmpty()) {
      unavailable.add(
          new UnavailableField(
              "findings[]",
              "skipped",
              "try again after the next sample, which checks limits and leaks"));
    }
    if (!addresses) {
      unavailable.addAll(
          Remedies.hidden("findings[].evidence[].start", "findings[].evidence[].end"));
    }
    unavailable.addAll(processes.identityGaps(process));
    findings.sort(Comparator.comparing(Finding::severity).reversed());
    return new FindingsAnswer(
        IdentityView.of(process, pid, processes.node()),
        findings.stream().map(finding -> FindingView.of(finding, addresses)).toList(),
        inspected.inspector().generatesCode(),
        inspected.capture(),
        unavailable);
  }

  /// The process in the last sample; empty if it is not there, and for a snapshot.
  private Optional<ProcessSample> sampled(ProcessReading process) {
    return RequestedSnapshot.current().isPresent()
        ? Optional.empty()
        : sampler
            .latest()
            .flatMap(sample ->
                sample.processes().stream()
                    .filter(known -> known.reading().identity().isSameProcess(process.identity()))
                    .findFirst());
  }

  /// The mappings of a process, inspected by the rules; its listing is closed by then.
  private record Inspected(
      ProcessReading process,
      MappingInspector inspector,
      CaptureView capture,
      List<UnavailableField> unavailable) {}

  private Inspected inspected(int asked, @Nullable Long startTicks, boolean addresses)
      throws IOException {
    try (ListingReading reading = processes.readMaps(asked, startTicks)) {
      ProcessProblems.requireListing(reading, asked);
      MappingInspector inspector = generators.inspector(reading.process());
      List<UnavailableField> unavailable = new ArrayList<>(Remedies.unlisted("findings", reading));
      CaptureView capture = CaptureView.of(reading.stamp());
      try {
        if (reading.listing().value().isPresent()) {
          inspect(reading.mappings(AnswerWork::over), inspector);
        }
      } catch (MalformedException e) {
        unavailable.add(Remedies.malformed("findings[]", e, addresses));
        capture = capture.incomplete();
      }
      return new Inspected(reading.process(), inspector, capture, unavailable);
    }
  }

  private static void inspect(MappingReader parser, MappingInspector inspector) throws IOException {
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      inspector.inspect(next);
    }
  }
}
