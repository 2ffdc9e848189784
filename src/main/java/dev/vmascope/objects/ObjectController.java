package dev.vmascope.objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.elf.ElfObject;
import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.LoadedObjects;
import dev.vmascope.elf.loaded.ObjectId;
import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.elf.loaded.ObjectInfoParser;
import dev.vmascope.elf.loaded.ObjectSummary;
import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.procfs.object.MappedFilesReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The controller of one ELF object of a process, in full.
@RestController
@Tag(name = "Objects")
class ObjectController {
  private final ProcessAccess processes;
  private final AnswerTurns turns;

  ObjectController(ProcessAccess processes, AnswerTurns turns) {
    this.processes = processes;
    this.turns = turns;
  }

  /// An ELF object in full.
  @Schema(name = "ElfObject")
  record ObjectDetailView(
      @JsonUnwrapped IdentityView process,
      @Schema(description = "The object, as in the list") ObjectView object,
      @Schema(description = "All parts of the object; absent if it could not be read")
          @Nullable ObjectPartsView parts,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/processes/{pid}/objects/{buildId}")
  @RequiresScope("maps:read")
  @ReadsListing
  @Problems(ProblemCode.NOT_FOUND)
  @Operation(
      operationId = "object",
      summary = "One ELF object of a process in full",
      description =
          """
          What `readelf -a` says of an object as it is mapped: header, program headers, sections, dynamic entries and
          notes. If the process maps the same build twice, the answer shows the first. The read is bounded:
          `object.complaints` names the parts that exceed the bounds or violate the format.\
          """)
  @FormattedResponse("The object")
  ObjectDetailView object(
      @Pid int pid,
      @Parameter(
              description =
                  "Build id, lower-case hexadecimal; for an object without one, inode- and the number of its inode",
              example = "282c2c16e7b6600b0b22ea0c99010d2795752b5f")
          @PathVariable
          String buildId,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request) {
    boolean addresses = Caller.seesAddresses(request);
    ObjectId id = Parameters.parse("buildId", buildId, ObjectId::parse);
    turns.take(request);
    return view(pid, startTicks, id, addresses);
  }

  private ObjectDetailView view(
      int asked, @Nullable Long startTicks, ObjectId id, boolean addresses) {
    MappedFilesReading<ObjectSummary> reading =
        processes.readObjects(asked, startTicks, ObjectInfoParser.withWhole(id));
    LoadedObjects objects = LoadedObjects.of(reading);
    LoadedObject object = objects.find(id).orElseThrow(() -> none(reading));
    Optional<ElfObject> whole =
        object
            .summary()
            .flatMap(summary ->
                summary instanceof ObjectSummary.Known known ? known.whole() : Optional.empty());
    return new ObjectDetailView(
        IdentityView.of(reading.process(), asked, processes.node()),
        ObjectView.of(object, objects, addresses),
        whole
            .map(parts ->
                ObjectPartsView.of(
                    parts,
                    object.facts().map(ObjectInfo::complaints).orElse(Map.of()),
                    addresses || !object.isFixed()))
            .orElse(null),
        CaptureView.of(reading.stamp()),
        Stream.concat(
                ObjectRemedies.ofOne(object, objects, addresses).stream(),
                Stream.concat(
                    whole.stream().flatMap(parts -> ObjectPartsView.leftOut(parts).stream()),
                    processes.identityGaps(reading.process()).stream()))
            .toList());
  }

  private static RuntimeException none(MappedFilesReading<?> reading) {
    int pid = reading.process().stat().pid();
    if (reading.complaint().isPresent()) {
      return ProcessProblems.malformed(pid, reading.complaint().get()).exception();
    }
    return Problem.of(
            ProblemCode.NOT_FOUND,
            "Process "
                + pid
                + " has no object of this build id loaded: …/objects lists those that it has, with the id of each.")
        .with("pid", pid)
        .exception();
  }
}
