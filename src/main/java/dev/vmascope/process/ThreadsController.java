package dev.vmascope.process;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.Limit;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsProcess;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.process.ThreadsReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the threads of a process.
@RestController
@Tag(name = "Processes")
class ThreadsController {
  private final ProcessAccess processes;

  ThreadsController(ProcessAccess processes) {
    this.processes = processes;
  }

  /// A page of the threads of a process.
  @Schema(name = "Threads")
  record ThreadsAnswer(
      @JsonUnwrapped IdentityView process,
      @Schema(
              description =
                  "Number of threads of the process, on all pages; absent in a capture without stat")
          @Nullable Integer total,
      @Schema(description = "Cursor of the next page; absent on the last page")
          @Nullable String next,
      @Schema(
              description =
                  "Whether all threads share one address space: always true; absent if there is none")
          @Nullable Boolean sharedAddressSpace,
      @Schema(description = "Relation between threads of this type and address spaces, in words")
          String explanation,
      @Rows("A thread") List<ThreadView> threads,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/processes/{pid}/threads")
  @RequiresScope("processes:read")
  @ReadsProcess
  @Operation(
      operationId = "threads",
      summary = "The threads of a process",
      description =
          """
          All threads of a process, in ascending order of their ids. They share its address space, so every operation on
          mappings gives the same answer for the id of any of them. The answer for a kernel thread has only this thread,
          and says why it has no address space. No file of `/proc` shows which other processes share an address space.\
          """)
  @FormattedResponse(value = "The threads", stamped = true)
  ThreadsAnswer threads(
      @Pid int pid,
      @Limit int limit,
      @Parameter(description = "The value of next from the previous page")
          @RequestParam(required = false)
          @Nullable String after,
      @StartTicks @Nullable Long startTicks) {
    ThreadsCursor cursor = after == null ? null : ThreadsCursor.parse(after);
    ThreadsReading reading =
        processes.readThreads(pid, startTicks, cursor == null ? 0 : cursor.tid(), limit);
    if (cursor != null && !cursor.isOf(reading.process())) {
      throw Problem.of(
              ProblemCode.PROCESS_REPLACED,
              "The pid belongs to another process now than when the page before was made.")
          .exception();
    }
    return answer(reading, pid);
  }

  private ThreadsAnswer answer(ThreadsReading reading, int asked) {
    List<ProcessStat> threads = reading.threads().value().orElse(List.of());
    ProcessStat process = reading.process().stat();
    String next =
        reading.last().isPresent()
            ? new ThreadsCursor(reading.last().getAsInt(), process.startTicks()).toString()
            : null;
    HostInfo node = processes.node();
    List<UnavailableField> unavailable = new ArrayList<>(ThreadRemedies.unavailable(reading));
    if (!reading.process().hasStat()) {
      unavailable.add(Remedies.notCaptured("total", ProcFile.STAT));
    }
    unavailable.addAll(processes.identityGaps(reading.process()));
    return new ThreadsAnswer(
        IdentityView.of(reading.process(), asked, node),
        reading.process().hasStat() ? Integer.valueOf(process.threads()) : null,
        next,
        reading.process().type() == ProcessType.USER ? Boolean.TRUE : null,
        ThreadRemedies.explanation(reading.process()),
        AnswerWork.rows(threads, thread -> ThreadView.of(thread, process.pid(), node)),
        CaptureView.of(reading.stamp()),
        unavailable);
  }
}
