package dev.vmascope.system;

import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.kernellog.history.FaultRecorder;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.machine.HostSettings;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.ObservedCapability;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.saved.HistoryFile;
import dev.vmascope.sampling.tick.Sampler;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the machine's memory settings and the service's capabilities.
@RestController
@Tag(name = "System")
class SystemController {
  /// The number of other processes on which permissions are tried; the majority decides.
  private static final int TRIED = 8;

  private final ProcFs procFs;
  private final Sampler sampler;
  private final FaultRecorder faults;
  private final HistoryFile history;

  SystemController(ProcFs procFs, Sampler sampler, FaultRecorder faults, HistoryFile history) {
    this.procFs = procFs;
    this.sampler = sampler;
    this.faults = faults;
    this.history = history;
  }

  @GetMapping("/api/system")
  @RequiresScope("processes:read")
  @Problems({ProblemCode.BUSY, ProblemCode.READ_STUCK})
  @Operation(
      operationId = "system",
      summary = "Memory management of the machine",
      description =
          """
          Kernel, page size, and the layout of user and kernel addresses; randomization, overcommit, memory, mapping rules
          and huge pages; the capabilities of the service, and the features that kernel and capabilities give it. Every
          value was tried out or read just now; none is derived from a version.\
          """)
  @FormattedResponse("The machine")
  SystemView system() {
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
    return SystemView.of(
        machine,
        new FeatureView.Seen(
            sample
                .filter(_ -> procFs.isLive())
                .map(known -> ObservedCapability.ALL_PROCESSES.isIn(known, self)),
            procFs.host().seesAllGroups(),
            telling.map(known -> ObservedCapability.MAPPINGS_OF_OTHERS.isIn(known, self)),
            telling.map(known -> ObservedCapability.EXECUTABLES_OF_OTHERS.isIn(known, self)),
            procFs.host().answersQueries(),
            self.map(_ -> procFs.scans().pageMapSource()),
            faults.access(),
            history));
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
