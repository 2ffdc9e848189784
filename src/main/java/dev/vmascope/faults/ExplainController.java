package dev.vmascope.faults;

import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.guard.BodyType;
import dev.vmascope.http.operation.NamedProcess;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.http.snapshot.RequestedSnapshot;
import dev.vmascope.http.snapshot.SnapshotSource;
import dev.vmascope.kernellog.history.PastedLog;
import dev.vmascope.kernellog.line.ForeignMessage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;

/// The controller that explains pasted lines of a kernel log. The lines are not kept.
@RestController
@Tag(name = "Faults")
class ExplainController {
  private static final String EXPECTED =
      "expected lines as dmesg or journalctl -k show them, such as"
          + " crash[31661]: segfault at 10 ip 0000564daabfd2b5 sp 00007ffffa96abf0 error 4 in crash[564daabfd000+1000]";

  private final ProcessAccess processes;
  private final AnswerTurns turns;
  private final SnapshotSource snapshots;

  ExplainController(ProcessAccess processes, AnswerTurns turns, SnapshotSource snapshots) {
    this.processes = processes;
    this.turns = turns;
    this.snapshots = snapshots;
  }

  /// The faults and OOM kills in the lines, explained.
  @Schema(name = "ExplainedFaults")
  record ExplainedView(
      @Schema(description = "Faults in the lines, in their order; at most the last 1000")
          List<FaultView> faults,
      @Schema(description = "Number of messages that the kernel says it left out") long suppressed,
      @Schema(description = "Numbers of the lines without a fault, counted from 1; at most 100")
          List<Integer> notUnderstood,
      @Schema(
              description =
                  "Mappings at the addresses of the first 20 faults now; only with pid= or snapshot=")
          @Nullable List<FaultMappings.MappingsView> places,
      @Schema(description = "Facts that the kernel never logs") List<String> notes,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @PostMapping("/api/faults/explain")
  @RequiresScope("maps:read")
  @ReadsListing
  @Problems({
    ProblemCode.MALFORMED_INPUT,
    ProblemCode.TOO_LARGE,
    ProblemCode.UNSUPPORTED_MEDIA_TYPE
  })
  @Operation(
      operationId = "explainFaults",
      summary = "Explain lines of a kernel log",
      description =
          """
          Explains one or more lines, at most 64 KiB, of the kernel log of any x86 or arm64 machine, as `dmesg`,
          `journalctl -k`, `/dev/kmsg`, a log file, a collector or an issue shows them. The content type is `text/plain`, or the
          default of `curl -d`. Nothing is stored.

          With `pid`, the answer also has the mappings of that process that contain the addresses now. This helps if the
          process has not ended, or maps the same files at the same addresses. With `snapshot`, they are those of a stored
          snapshot. Both need `maps:addresses`.\
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "text/plain",
                      schema = @Schema(type = "string"),
                      examples =
                          @ExampleObject(
                              name = "segfault",
                              value =
                                  "crash[31661]: segfault at 10 ip 0000564daabfd2b5 sp 00007ffffa96abf0 error 4 in"
                                      + " crash[12b5,564daabfd000+1000] likely on CPU 1 (core 1, socket 0)"))))
  @ApiResponse(
      responseCode = "200",
      description = "Explanation of the lines",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ExplainedView.class)))
  @FormattedResponse("The explanation of the lines")
  ExplainedView explain(
      @Parameter(description = "Process whose mappings are searched for the addresses; or self")
          @RequestParam(required = false)
          @Nullable String pid,
      @Parameter(description = "Id of a snapshot whose mappings are searched instead")
          @RequestParam(required = false)
          @Nullable String snapshot,
      HttpServletRequest request)
      throws IOException {
    boolean form = isForm(request);
    boolean searches = pid != null || snapshot != null;
    if (searches && !Caller.seesAddresses(request)) {
      throw Problem.scope("pid= or snapshot=", "maps:addresses").exception();
    }
    if (pid != null && snapshot != null) {
      throw Parameters.invalid("snapshot", "expected either pid or snapshot");
    }
    // It has come whole, and is no larger than a body may be: see BodyGuard.
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    String lines = form ? unencoded(body) : body;
    turns.take(request);
    PastedLog pasted = PastedLog.parse(lines);
    if (pasted.faults().isEmpty() && pasted.suppressed() == 0) {
      throw nothingUnderstood(lines, pasted);
    }
    List<FaultView> faults =
        AnswerWork.over(pasted.faults()).map(fault -> FaultView.of(fault, true)).toList();
    return new ExplainedView(
        faults,
        pasted.suppressed(),
        pasted.notUnderstood(),
        searches ? new FaultMappings(processes, searched(pid, snapshot)).of(pasted.faults()) : null,
        FaultRemedies.NEVER_LOGGED,
        Stream.concat(
                FaultRemedies.notExplained(pasted.leftOut()).stream(),
                FaultRemedies.absent(pasted.faults(), true).stream())
            .toList());
  }

  /// The process whose mappings are searched: a running one, or that of a snapshot.
  private int searched(@Nullable String pid, @Nullable String snapshot) {
    return snapshot == null
        ? NamedProcess.pid(String.valueOf(pid), processes)
        : RequestedSnapshot.open(
                RequestContextHolder.currentRequestAttributes(), snapshots, snapshot)
            .pid();
  }

  /// Whether the body has the media type that `curl -d` sends by default; then it is text, too.
  private static boolean isForm(HttpServletRequest request) {
    if (BodyType.is(MediaType.TEXT_PLAIN, request)) {
      return false;
    }
    if (BodyType.is(MediaType.APPLICATION_FORM_URLENCODED, request)) {
      return true;
    }
    throw Problem.of(
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            "Send the lines as Content-Type: text/plain, as in: dmesg | tail -n 200 | curl --data-binary @- -H 'Content-Type: text/plain' …/api/faults/explain")
        .exception();
  }

  /// The text of the body. `curl -d` sends it as given; it is percent-encoded only if the client
  /// did so, and then contains no blank, which every line of the kernel has.
  private static String unencoded(String body) {
    if (body.isEmpty() || body.indexOf(' ') >= 0) {
      return body;
    }
    try {
      return URLDecoder.decode(body, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return body;
    }
  }

  private static RuntimeException nothingUnderstood(String lines, PastedLog pasted) {
    Optional<ForeignMessage> foreign = ForeignMessage.in(lines);
    if (foreign.isPresent()) {
      return Problem.of(
              ProblemCode.MALFORMED_INPUT, "No line contains a fault. " + foreign.get().advice())
          .with("line", foreign.get().line())
          .with("column", 1)
          .exception();
    }
    int line = pasted.notUnderstood().isEmpty() ? 1 : pasted.notUnderstood().getFirst();
    return Problem.of(
            ProblemCode.MALFORMED_INPUT,
            "No line contains a fault; the first without one is line "
                + line
                + ": "
                + EXPECTED
                + ".")
        .with("line", line)
        .with("column", 1)
        .exception();
  }
}
