package dev.vmascope.snapshots;

import dev.vmascope.capture.Capture;
import dev.vmascope.capture.CaptureCopy;
import dev.vmascope.capture.MalformedCaptureException;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.guard.BodyType;
import dev.vmascope.http.operation.Force;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.operation.StoreQuery;
import dev.vmascope.http.operation.WalksPageTables;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The controller that stores snapshots.
@RestController
@Tag(name = "Snapshots")
class SnapshotWriteController {
  private static final MediaType ZIP = MediaType.valueOf("application/zip");

  private final RequestedCaptures captures;
  private final SnapshotStore snapshots;
  private final JsonMapper json;

  SnapshotWriteController(RequestedCaptures captures, SnapshotStore snapshots, JsonMapper json) {
    this.captures = captures;
    this.snapshots = snapshots;
    this.json = json;
  }

  @PostMapping("/api/processes/{pid}/snapshots")
  @RequiresScope("snapshots:write")
  @ResponseStatus(HttpStatus.CREATED)
  @WalksPageTables
  @Problems({ProblemCode.NO_STORAGE, ProblemCode.STORAGE_FULL})
  @Operation(
      operationId = "takeSnapshot",
      summary = "Take a snapshot of a process",
      description =
          """
          Captures the process, and stores the capture. It is durable when the answer is there. `detail=rollup` and
          `detail=smaps` walk page tables and are governed: see `/api/scans`.\
          """)
  @FormattedResponse("The snapshot")
  SnapshotView take(
      @Pid int pid,
      @Parameter(description = "Detail of the usage; rollup and smaps walk page tables")
          @Schema(
              allowableValues = {"maps", "rollup", "smaps"},
              defaultValue = "maps")
          @RequestParam(required = false)
          @Nullable String detail,
      @ParameterObject StoreQuery query,
      @Force("true: read rollup or smaps" + Force.ANYWAY) boolean force,
      @StartTicks @Nullable Long startTicks,
      HttpServletResponse response)
      throws IOException {
    SnapshotOrder order = SnapshotOrder.of(SnapshotCause.REQUESTED, query);
    try (Capture capture = captures.read(pid, startTicks, detail, force, Set.of(), order.label())) {
      return created(
          snapshots.store(
              order,
              (out, comment) -> capture.writeTo(out, json, AnswerWork::over, Optional.of(comment))),
          response);
    }
  }

  @PostMapping("/api/snapshots")
  @RequiresScope("snapshots:write")
  @ResponseStatus(HttpStatus.CREATED)
  @Problems({
    ProblemCode.MALFORMED_INPUT,
    ProblemCode.TOO_LARGE,
    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
    ProblemCode.NO_STORAGE,
    ProblemCode.STORAGE_FULL
  })
  @Operation(
      operationId = "storeSnapshot",
      summary = "Store a capture from anywhere",
      description =
          """
          Stores a capture that this service or another one made, at most 8 MiB. Every entry is checked against the manifest;
          entries that no capture has are left out.\
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/zip",
                      schema = @Schema(type = "string", format = "binary"))))
  @FormattedResponse("The snapshot")
  SnapshotView receive(
      @ParameterObject StoreQuery query, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SnapshotOrder order = SnapshotOrder.of(SnapshotCause.RECEIVED, query);
    if (!BodyType.is(ZIP, request) && !BodyType.is(MediaType.APPLICATION_OCTET_STREAM, request)) {
      throw Problem.of(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "Send a capture as application/zip: curl --data-binary @FILE -H 'Content-Type: application/zip'.")
          .exception();
    }
    try {
      return created(
          snapshots.store(
              order,
              (out, comment) -> new CaptureCopy(json).copy(request.getInputStream(), out, comment)),
          response);
    } catch (MalformedCaptureException e) {
      throw Problem.of(
              ProblemCode.MALFORMED_INPUT, "The body is no capture: " + e.getMessage() + ".")
          .exception();
    }
  }

  private static SnapshotView created(StoredSnapshot stored, HttpServletResponse response) {
    response.setHeader(HttpHeaders.LOCATION, "/api/snapshots/" + stored.id());
    return SnapshotView.of(stored);
  }
}
