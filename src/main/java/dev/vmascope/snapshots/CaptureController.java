package dev.vmascope.snapshots;

import dev.vmascope.capture.Capture;
import dev.vmascope.capture.Redaction;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.operation.Force;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.operation.WalksPageTables;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The controller of the capture of a process.
@RestController
@Tag(name = "Snapshots")
class CaptureController {
  private static final String ZIP = "application/zip";

  private final RequestedCaptures captures;
  private final SnapshotStore snapshots;
  private final JsonMapper json;

  CaptureController(RequestedCaptures captures, SnapshotStore snapshots, JsonMapper json) {
    this.captures = captures;
    this.snapshots = snapshots;
    this.json = json;
  }

  @GetMapping("/api/processes/{pid}/capture")
  @RequiresScope("maps:addresses")
  @WalksPageTables
  @Problems(ProblemCode.INVALID_PARAMETER)
  @Operation(
      operationId = "capture",
      summary = "The kernel's own files of a process, as a zip",
      description =
          """
          A zip of the files `stat`, `statm`, `status`, `maps`, `cgroup`, `limits`, `oom_score` and `oom_score_adj` of the
          process as the kernel wrote them, of the limits of the machine, and of `manifest.json`, which comes last. Unpacked
          it is a folder of captures: `vmascope.procfs.root` may lead to its folder `proc`. docs/captures.md describes it. It
          never has the command line, the environment or the memory of a process.

          `detail=rollup` adds `smaps_rollup`; `detail=smaps` adds `smaps` and `numa_maps`. Both walk page tables and are
          governed: see `/api/scans`. What a capture lacks is in `unavailable` of its manifest, with the reason.

          `redact=names` replaces names of files, processes and groups by `~` and a digest, but for what is installed;
          `redact=addresses` moves the address space by random distances. That is for whoever gets the capture. Whoever takes
          it needs the scope in any case: distances stay exact.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The capture. An answer that breaks off is no zip",
      content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
  void capture(
      @Pid int pid,
      @Parameter(description = "Detail of the usage; rollup and smaps walk page tables")
          @Schema(
              allowableValues = {"maps", "rollup", "smaps"},
              defaultValue = "maps")
          @RequestParam(required = false)
          @Nullable String detail,
      @Force("true: read rollup or smaps" + Force.ANYWAY) boolean force,
      @Parameter(
              description =
                  "Facts to replace: names that people and programs choose, addresses, or both")
          @Schema(allowableValues = {"names", "addresses", "names,addresses"})
          @RequestParam(required = false)
          @Nullable String redact,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Set<Redaction> redaction = redaction(redact);
    try (Capture capture = captures.read(pid, startTicks, detail, force, redaction, null)) {
      Caller.seesAddresses(request);
      response.setContentType(ZIP);
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION, CaptureFileName.disposition(capture.manifest()));
      response.setBufferSize(1 << 16);
      try {
        capture.writeTo(response.getOutputStream(), json, AnswerWork::over, Optional.empty());
      } catch (IOException | RuntimeException e) {
        // What is answered instead is no file. Nothing changes once the answer has begun.
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
        throw e;
      }
    }
  }

  @GetMapping("/api/snapshots/{snapshot}/capture")
  @RequiresScope("maps:addresses")
  @Problems({ProblemCode.SNAPSHOT_NOT_FOUND, ProblemCode.MALFORMED_FILE})
  @Operation(
      operationId = "snapshotCapture",
      summary = "The capture of a snapshot, as a zip",
      description = "The file of a stored snapshot. `POST /api/snapshots` stores it elsewhere.")
  @ApiResponse(
      responseCode = "200",
      description = "The capture. An answer that breaks off is no zip",
      content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
  void stored(
      @PathVariable("snapshot") String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StoredSnapshot snapshot = snapshots.find(id);
    Caller.seesAddresses(request);
    try (InputStream file = snapshots.file(snapshot)) {
      response.setContentType(ZIP);
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION, CaptureFileName.disposition(snapshot.manifest()));
      response.setContentLengthLong(snapshot.bytes());
      file.transferTo(response.getOutputStream());
    }
  }

  private static Set<Redaction> redaction(@Nullable String redact) {
    if (redact == null) {
      return Set.of();
    }
    return Arrays.stream(redact.split(",", -1))
        .map(word ->
            Arrays.stream(Redaction.values())
                .filter(kind -> kind.toString().equals(word))
                .findFirst()
                .orElseThrow(() ->
                    Parameters.invalid("redact", "expected names, addresses, or names,addresses")))
        .collect(Collectors.toUnmodifiableSet());
  }
}
