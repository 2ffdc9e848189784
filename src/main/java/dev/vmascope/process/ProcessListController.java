package dev.vmascope.process;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.container.Attribution;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessRemedies;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the list of processes, from the published sample.
@RestController
@Tag(name = "Processes")
class ProcessListController {
  private final ProcessAccess processes;
  private final UserNames users;
  private final RowWriters listings;

  ProcessListController(ProcessAccess processes, UserNames users, RowWriters listings) {
    this.processes = processes;
    this.users = users;
    this.listings = listings;
  }

  /// The fields after the processes.
  record ListTail(
      @Schema(description = "The sample that this list shows") CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  /// The JSON of the list; its shape for the API description and for readers.
  @Schema(name = "Processes")
  record ListAnswer(
      @JsonUnwrapped PageHead head, List<ProcessView> processes, @JsonUnwrapped ListTail tail) {}

  @GetMapping("/api/processes")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "processes",
      summary = "All processes, with their cheap sizes",
      description =
          """
          From the last sample (at most `vmascope.sampling.interval` old), largest resident size first unless `sort`
          says otherwise. Kernel threads and zombies are listed too, without sizes: they have no memory.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The processes",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ListAnswer.class)),
        @Content(
            mediaType = "application/x-ndjson",
            schema =
                @Schema(
                    type = "string",
                    description = "A process a line; the last line has the rest")),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
      })
  @Problems({ProblemCode.INVALID_PARAMETER, ProblemCode.NOT_ACCEPTABLE, ProblemCode.NOT_READY})
  void list(
      @ParameterObject ProcessListQuery query,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Format format = Format.ofRows(query.format(), request);
    Sample sample = processes.sample();
    ProcessOrder order = ProcessOrder.parse(query.sort());
    List<ProcessSample> fitting =
        AnswerWork.over(sample.processes())
            .filter(query.filter(sample, users))
            .sorted(order)
            .toList();
    List<ProcessSample> page =
        order.after(fitting, query.after()).stream().limit(query.pageSize()).toList();
    PageHead head = PageHead.of(fitting, page, order::cursor);

    RowWriter<ProcessView> rows =
        listings.page(format, request, response, head, head.next(), "processes", ProcessView.class);
    for (ProcessSample process : page) {
      Attribution attribution = process.membership().attribution().orElse(Attribution.NONE);
      rows.row(ProcessView.of(process.reading(), attribution, sample.node(), users));
    }
    rows.end(new ListTail(CaptureView.of(sample), unavailable(page, sample.node())));
  }

  private List<UnavailableView> unavailable(List<ProcessSample> page, HostInfo node) {
    return page.stream()
        .flatMap(process -> absent(process, node).stream())
        .map(absent ->
            new UnavailableView("processes[]." + absent.field(), absent.reason(), absent.remedy()))
        .distinct()
        .toList();
  }

  private List<UnavailableView> absent(ProcessSample process, HostInfo node) {
    List<UnavailableView> absent =
        new ArrayList<>(ProcessRemedies.absent(process.reading(), node, processes.root()));
    absent.addAll(ProcessRemedies.view(process.reading()));
    if (process.membership().attribution().isEmpty()) {
      absent.add(LimitRemedies.unknownPlace());
    }
    return absent;
  }
}
