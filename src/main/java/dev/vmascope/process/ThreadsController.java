package dev.vmascope.process;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.process.ThreadsReading;
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
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The controller of the threads of a process.
@RestController
@Tag(name = "Processes")
class ThreadsController {
  private static final int DEFAULT_LIMIT = 100;

  private final ProcessAccess processes;
  private final RowWriters listings;
  private final JsonMapper json;

  ThreadsController(ProcessAccess processes, RowWriters listings, JsonMapper json) {
    this.processes = processes;
    this.listings = listings;
    this.json = json;
  }

  /// The fields before the threads.
  record ThreadsHead(
      @JsonUnwrapped IdentityView process,
      @Schema(
              description =
                  "How many threads the process has, on all pages; absent in a capture without stat")
          @Nullable Integer total,
      @Schema(description = "The cursor for the next page; absent on the last")
          @Nullable String next,
      @Schema(
              description =
                  "Whether they all have the same address space: true; absent where there is none")
          @Nullable Boolean sharedAddressSpace,
      @Schema(description = "What threads of this sort have to do with address spaces")
          String explanation) {}

  /// The fields after the threads.
  record ThreadsTail(
      CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  /// The shape of the JSON.
  @Schema(name = "Threads")
  record ThreadsAnswer(
      @JsonUnwrapped ThreadsHead head, List<ThreadView> threads, @JsonUnwrapped ThreadsTail tail) {}

  @GetMapping("/api/processes/{pid}/threads")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "threads",
      summary = "The threads of a process",
      description =
          """
          All threads of a process, in ascending order of their ids: they share its address space, so every operation on
          mappings gives the same for the id of any of them. A thread of the kernel answers with itself alone, and with why
          it has no address space. Which other processes share this one, no file of `/proc` tells.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The threads",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ThreadsAnswer.class)),
        @Content(
            mediaType = "application/x-ndjson",
            schema =
                @Schema(
                    type = "string",
                    description = "A thread a line; the last line has the rest")),
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
    ProblemCode.READ_STUCK
  })
  void threads(
      @Parameter(description = "Process id, or self", example = "self") @PathVariable String pid,
      @Parameter(description = "At most this many; 1 to 1000")
          @Schema(type = "integer", defaultValue = "100")
          @RequestParam(required = false)
          @Nullable String limit,
      @Parameter(description = "The cursor next of the answer before")
          @RequestParam(required = false)
          @Nullable String after,
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
    int most = Math.toIntExact(Parameters.limit(limit, DEFAULT_LIMIT));
    ThreadsCursor cursor = after == null ? null : ThreadsCursor.parse(after);
    int asked = processes.pid(pid);
    ThreadsReading reading =
        processes.readThreads(asked, startTicks, cursor == null ? 0 : cursor.tid(), most);
    if (cursor != null && !cursor.isOf(reading.process())) {
      throw Problem.of(
              ProblemCode.PROCESS_REPLACED,
              "The pid belongs to another process now than when the page before was made.")
          .exception();
    }
    write(reading, asked, chosen, request, response);
  }

  private void write(
      ThreadsReading reading,
      int asked,
      Format format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    CaptureView capture = CaptureView.of(reading.stamp());
    List<ProcessStat> threads = reading.threads().value().orElse(List.of());
    ProcessStat process = reading.process().stat();
    String next =
        reading.last().isPresent()
            ? new ThreadsCursor(reading.last().getAsInt(), process.startTicks()).toString()
            : null;
    if (!format.hasHead()) {
      response.setHeader("Vmascope-Capture", json.writeValueAsString(capture));
    }
    HostInfo node = processes.node();
    ThreadsHead head =
        new ThreadsHead(
            IdentityView.of(reading.process(), asked, node),
            reading.process().hasStat() ? Integer.valueOf(process.threads()) : null,
            next,
            reading.process().type() == ProcessType.USER ? Boolean.TRUE : null,
            ThreadWords.explanation(reading.process()));
    RowWriter<ThreadView> rows =
        listings.page(format, request, response, head, next, "threads", ThreadView.class);
    for (ProcessStat thread : threads) {
      rows.row(ThreadView.of(thread, process.pid(), node));
    }
    List<UnavailableView> unavailable = new ArrayList<>(ThreadWords.unavailable(reading));
    if (!reading.process().hasStat()) {
      unavailable.add(Remedies.notCaptured("total", ProcFile.STAT));
    }
    unavailable.addAll(processes.identityGaps(reading.process()));
    rows.end(new ThreadsTail(capture, unavailable));
  }
}
