package dev.vmascope.system;

import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.DocumentWriter;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.kernellog.history.FaultRecorder;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.machine.HostSettings;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.ObservedCapability;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.tick.Sampler;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the machine's memory settings and the service's capabilities.
@RestController
@Tag(name = "Service")
class SystemController {
  /// The number of other processes on which permissions are tried; the majority decides.
  private static final int TRIED = 8;

  private final ProcFs procFs;
  private final Sampler sampler;
  private final FaultRecorder faults;
  private final DocumentWriter documents;

  SystemController(ProcFs procFs, Sampler sampler, FaultRecorder faults, DocumentWriter documents) {
    this.procFs = procFs;
    this.sampler = sampler;
    this.faults = faults;
    this.documents = documents;
  }

  @GetMapping("/api/system")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "system",
      summary = "How the machine manages memory",
      description =
          """
          Kernel, page size, and which addresses are the user's and the kernel's; random addresses, overcommit, memory,
          mapping rules and huge pages; the capabilities of the service, and what kernel and capabilities let it do. What is
          there was tried out or read just now: nothing is told by a version.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The machine",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = SystemView.class)),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = "string", description = "With format=table"))
      })
  @Problems({
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.NOT_ACCEPTABLE,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK
  })
  void system(
      @Parameter(description = "json or table; wins over Accept")
          @Schema(allowableValues = {"json", "table"})
          @RequestParam(required = false)
          @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    DocumentWriter.Target target = documents.target(format, request, response);
    Optional<Integer> self = procFs.host().self();
    Optional<Sample> sample = sampler.latest();
    List<Integer> others = sample.map(known -> others(known, self)).orElse(List.of());
    Optional<Sample> telling = sample.filter(_ -> !others.isEmpty());
    HostSettings machine =
        procFs
            .host()
            .settings(others)
            .orElseThrow(() ->
                Problem.of(
                        ProblemCode.READ_STUCK,
                        "Reading the files of the machine did not end in time; the read was written off.")
                    .exception());
    target.write(
        SystemView.of(
            machine,
            new FeatureView.Seen(
                telling.map(known -> ObservedCapability.MAPPINGS_OF_OTHERS.isIn(known, self)),
                telling.map(known -> ObservedCapability.EXECUTABLES_OF_OTHERS.isIn(known, self)),
                procFs.host().answersQueries(),
                self.map(_ -> procFs.scans().pageMapSource()),
                faults.access())));
  }

  private static List<Integer> others(Sample sample, Optional<Integer> self) {
    return sample.processes().stream()
        .filter(process -> process.reading().type() == ProcessType.USER)
        .map(ProcessSample::pid)
        .filter(pid -> self.isEmpty() || !pid.equals(self.get()))
        .limit(TRIED)
        .toList();
  }
}
