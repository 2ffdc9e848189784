package dev.vmascope.objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.LoadedObjects;
import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.elf.loaded.ObjectInfoParser;
import dev.vmascope.elf.loaded.ObjectSummary;
import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.procfs.object.MappedFilesReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The controller of the ELF objects of a process.
@RestController
@Tag(name = "Processes")
class LoadedObjectsController {

  private final ProcessAccess processes;
  private final AnswerTurns turns;
  private final RowWriters listings;
  private final JsonMapper json;

  LoadedObjectsController(
      ProcessAccess processes, AnswerTurns turns, RowWriters listings, JsonMapper json) {
    this.processes = processes;
    this.turns = turns;
    this.listings = listings;
    this.json = json;
  }

  /// The fields after the rows.
  record ObjectsTail(
      @Schema(description = "How many there are") int count,
      CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  /// The shape of the JSON.
  @Schema(name = "LoadedObjects")
  record ObjectsAnswer(
      @JsonUnwrapped IdentityView process,
      @Schema(description = "In ascending order of address; the vDSO last")
          List<ObjectView> objects,
      @JsonUnwrapped ObjectsTail tail) {}

  @GetMapping("/api/processes/{pid}/objects")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "objects",
      summary = "The ELF objects that a process has loaded",
      description =
          """
          What `ldd` would say of the running process: its program and libraries as they are in memory, which needs which,
          whether each is stripped, how it is hardened, which mappings its segments became, and whether the file has been
          replaced since. Files are read through the kernel's links to what is mapped (`/proc/<pid>/map_files`, with
          `CAP_CHECKPOINT_RESTORE`), else by their paths within the root of the process; none but regular ones are opened.
          Without the scope `maps:addresses` there are no addresses of memory.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The objects",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ObjectsAnswer.class)),
        @Content(
            mediaType = "application/x-ndjson",
            schema =
                @Schema(
                    type = "string",
                    description = "An object a line; the last line has the rest")),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
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
    ProblemCode.READ_STUCK,
    ProblemCode.PARTIAL_READ
  })
  void objects(
      @Parameter(description = "Process id, or self", example = "self") @PathVariable String pid,
      @Parameter(description = "The process must have started at this clock tick, else 410")
          @RequestParam(required = false)
          @Nullable String startTicks,
      @Parameter(description = "json, ndjson, csv, or table; wins over Accept")
          @Schema(allowableValues = {"json", "ndjson", "csv", "table"})
          @RequestParam(required = false)
          @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Format chosen = Format.ofRows(format, request);
    boolean addresses = Caller.seesAddresses(request);
    turns.take(request);
    write(processes.pid(pid), startTicks, chosen, addresses, response);
  }

  private void write(
      int asked,
      @Nullable String startTicks,
      Format chosen,
      boolean addresses,
      HttpServletResponse response)
      throws IOException {
    MappedFilesReading<ObjectSummary> reading =
        processes.readObjects(asked, startTicks, ObjectInfoParser.ofAll());
    CaptureView capture = CaptureView.of(reading.stamp());
    response.setContentType(chosen.contentType());
    if (!chosen.hasHead()) {
      response.setHeader("Vmascope-Capture", json.writeValueAsString(capture));
    }
    IdentityView head = IdentityView.of(reading.process(), asked, processes.node());
    LoadedObjects objects = LoadedObjects.of(reading);
    Optional<ObjectInfo> vdso = reading.vdso().flatMap(processes::vdso);
    RowWriter<ObjectView> rows =
        listings.writer(chosen, response.getOutputStream(), head, "objects", ObjectView.class);
    for (LoadedObject object : objects.all()) {
      rows.row(ObjectView.of(object, objects, addresses));
    }
    if (reading.vdso().isPresent()) {
      rows.row(ObjectView.ofKernel(reading.vdso().get(), vdso, addresses));
    }
    rows.end(
        new ObjectsTail(
            objects.all().size() + (reading.vdso().isPresent() ? 1 : 0),
            capture,
            unavailable(reading, objects, vdso.isPresent(), addresses)));
  }

  private List<UnavailableView> unavailable(
      MappedFilesReading<ObjectSummary> reading,
      LoadedObjects objects,
      boolean vdso,
      boolean addresses) {
    List<UnavailableView> absent =
        new ArrayList<>(ObjectRemedies.absent(reading, objects, vdso, addresses));
    absent.addAll(processes.identityGaps(reading.process()));
    return absent;
  }
}
