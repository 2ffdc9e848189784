package dev.vmascope.objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.elf.loaded.LoadedObjects;
import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.elf.loaded.ObjectInfoParser;
import dev.vmascope.elf.loaded.ObjectSummary;
import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.procfs.object.MappedFilesReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the ELF objects of a process.
@RestController
@Tag(name = "Objects")
class LoadedObjectsController {

  private final ProcessAccess processes;
  private final AnswerTurns turns;

  LoadedObjectsController(ProcessAccess processes, AnswerTurns turns) {
    this.processes = processes;
    this.turns = turns;
  }

  /// The ELF objects of a process.
  @Schema(name = "LoadedObjects")
  record ObjectsAnswer(
      @JsonUnwrapped IdentityView process,
      @Rows("An object") @Schema(description = "In ascending order of address; the vDSO last")
          List<ObjectView> objects,
      @Schema(description = "Number of objects") int count,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping({"/api/processes/{pid}/objects", "/api/snapshots/{snapshot}/objects"})
  @RequiresScope("maps:read")
  @ReadsListing
  @Operation(
      operationId = "objects",
      summary = "The ELF objects that a process has loaded",
      description =
          """
          What `ldd` would say of the running process: its program and libraries as they are in memory, with their
          dependencies. For each it says whether it is stripped, how it is hardened, which mappings its segments have, and
          whether its file has been replaced since.

          Files are read through the kernel's links to the mapped files (`/proc/<pid>/map_files`, with
          `CAP_CHECKPOINT_RESTORE`), else by their paths within the root of the process. Only regular files are opened.
          Without the scope `maps:addresses` there are no addresses of memory.\
          """)
  @FormattedResponse(value = "The objects", stamped = true)
  ObjectsAnswer objects(
      @Pid int pid, @StartTicks @Nullable Long startTicks, HttpServletRequest request) {
    boolean addresses = Caller.seesAddresses(request);
    turns.take(request);
    return answer(pid, startTicks, addresses);
  }

  private ObjectsAnswer answer(int asked, @Nullable Long startTicks, boolean addresses) {
    MappedFilesReading<ObjectSummary> reading =
        processes.readObjects(asked, startTicks, ObjectInfoParser.ofAll());
    LoadedObjects objects = LoadedObjects.of(reading);
    Optional<ObjectInfo> vdso = reading.vdso().flatMap(this::vdso);
    List<Supplier<ObjectView>> rows = new ArrayList<>();
    objects.all().forEach(object -> rows.add(() -> ObjectView.of(object, objects, addresses)));
    reading.vdso().ifPresent(at -> rows.add(() -> ObjectView.ofKernel(at, vdso, addresses)));
    return new ObjectsAnswer(
        IdentityView.of(reading.process(), asked, processes.node()),
        AnswerWork.rows(rows, Supplier::get),
        rows.size(),
        CaptureView.of(reading.stamp()),
        unavailable(reading, objects, vdso.isPresent(), addresses));
  }

  private List<UnavailableField> unavailable(
      MappedFilesReading<ObjectSummary> reading,
      LoadedObjects objects,
      boolean vdso,
      boolean addresses) {
    List<UnavailableField> absent =
        new ArrayList<>(ObjectRemedies.absent(reading, objects, vdso, addresses));
    absent.addAll(processes.identityGaps(reading.process()));
    return absent;
  }

  /// The facts of the vDSO of a process; empty where the service has another vDSO.
  private Optional<ObjectInfo> vdso(ClassifiedMapping vdso) {
    return processes.files().mappedFiles().vdso(vdso.mapping()).flatMap(ObjectInfoParser::facts);
  }
}
