package dev.vmascope.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.finding.Finding;
import dev.vmascope.finding.MappingScreen;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.ListingParser;
import dev.vmascope.problem.ProblemCode;
import dev.vmascope.procfs.KernelBytes;
import dev.vmascope.procfs.ListingReading;
import dev.vmascope.sampling.CodeGenerators;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Replacements;
import dev.vmascope.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the rules find in one process.
@RestController
@Tag(name = "Processes")
class FindingsController {
  private final Processes processes;
  private final CodeGenerators generators;
  private final Replacements replacements;

  FindingsController(Processes processes, CodeGenerators generators, Replacements replacements) {
    this.processes = processes;
    this.generators = generators;
    this.replacements = replacements;
  }

  /// The findings of a process.
  @Schema(name = "ProcessFindings")
  record FindingsAnswer(
      @JsonUnwrapped IdentityView process,
      @Schema(description = "What was found, what matters most first") List<FindingView> findings,
      @Schema(
              description =
                  "Whether it is known to generate code (vmascope.findings.code-generators): then executable memory"
                      + " without a file is no finding")
          boolean generatesCode,
      CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  @GetMapping("/api/processes/{pid}/findings")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "processFindings",
      summary = "What is not as it should be in a process",
      description =
          """
          The rules over the mappings of the process, read now, and over its growth and its limits, as of the last sample:
          memory that can be written and executed, code without a file, executable stacks, code of files that were replaced or
          deleted, limits that are near, leaks. docs/findings.md has them all, with what is no finding and why.\
          """)
  @Problems({
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.PERMISSION_DENIED,
    ProblemCode.PROCESS_NOT_FOUND,
    ProblemCode.PROCESS_GONE,
    ProblemCode.PROCESS_REPLACED,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK,
    ProblemCode.PARTIAL_READ
  })
  FindingsAnswer findings(
      @Parameter(description = "Process id, or self", example = "self") @PathVariable String pid,
      @Parameter(description = "The process must have started at this clock tick, else 410")
          @Schema(type = "integer")
          @RequestParam(required = false)
          @Nullable String startTicks,
      HttpServletRequest request)
      throws IOException {
    int asked = processes.pid(pid);
    boolean addresses = Caller.seesAddresses(request);
    try (ListingReading reading = processes.readMaps(asked, startTicks)) {
      Processes.requireListing(reading, asked);
      boolean generates = generators.include(reading.process());
      MappingScreen screen = new MappingScreen(generates);
      Optional<KernelBytes> listing = reading.listing().value();
      if (listing.isPresent()) {
        ListingParser parser = MapsPage.parser(reading, listing.get());
        for (ListedMapping next = parser.next(); next != null; next = parser.next()) {
          screen.see(next);
        }
      }
      List<Finding> findings = new ArrayList<>(replacements.look(reading.process(), screen));
      List<UnavailableView> unavailable = new ArrayList<>(Remedies.unlisted("findings", reading));
      Optional<ProcessSample> sampled = processes.sampled(reading.process());
      sampled.ifPresent(sample -> findings.addAll(sample.processFindings()));
      if (sampled.isEmpty()) {
        unavailable.add(
            new UnavailableView(
                "findings[]", "skipped", "limits and leaks are told from the next sample on"));
      }
      findings.sort(Comparator.comparing(Finding::severity).reversed());
      return new FindingsAnswer(
          IdentityView.of(reading.process(), asked, processes.node()),
          findings.stream().map(finding -> FindingView.of(finding, addresses)).toList(),
          generates,
          CaptureView.of(reading.stamp()),
          unavailable);
    }
  }
}
