package dev.vmascope.process;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessRemedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.ResponseWriter;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.FileMappers;
import dev.vmascope.http.operation.Page;
import dev.vmascope.http.operation.PageQuery;
import dev.vmascope.http.operation.PagedRows;
import dev.vmascope.http.operation.PatternHint;
import dev.vmascope.http.operation.ReadsSample;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.tick.GrowthProperties;
import dev.vmascope.sampling.tick.Sampler;
import dev.vmascope.sampling.tick.SamplingProperties;
import dev.vmascope.trend.EvenTimes;
import dev.vmascope.trend.Measure;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the list of processes, from the published sample.
@RestController
@Tag(name = "Processes")
class ProcessListController {
  private final ProcessAccess processes;
  private final UserNames users;
  private final FileMappers files;
  private final SamplingProperties sampling;
  private final Sampler sampler;
  private final GrowthProperties growth;

  ProcessListController(
      ProcessAccess processes,
      UserNames users,
      FileMappers files,
      SamplingProperties sampling,
      Sampler sampler,
      GrowthProperties growth) {
    this.processes = processes;
    this.users = users;
    this.files = files;
    this.sampling = sampling;
    this.sampler = sampler;
    this.growth = growth;
  }

  /// A page of the list of processes.
  @Schema(name = "Processes")
  record ListAnswer(
      @JsonUnwrapped PageHead head,
      @Schema(description = "Times of the values in history of the rows; only if asked for")
          RowHistories.@Nullable TimesView historyTimes,
      @Rows("A process") List<ProcessRow> processes,
      @Schema(description = "Sample that the answer shows") CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/processes")
  @RequiresScope("processes:read")
  @ReadsSample
  @Problems(ProblemCode.BUSY)
  @Operation(
      operationId = "processes",
      summary = "All processes, with their sizes",
      description =
          """
          From the last sample (at most `vmascope.sampling.interval` old), largest resident size first unless `sort`
          says otherwise. `totals` are sums over all processes that match, on all pages; pages that processes share count
          once for each, but for `proportionalBytes`. Kernel threads and zombies are listed too, without sizes, because they have no memory.\
          """)
  @FormattedResponse("The processes")
  ListAnswer list(
      @ParameterObject ProcessListQuery query,
      @ParameterObject PageQuery pages,
      HttpServletRequest request) {
    Optional<Measure> measure =
        Optional.ofNullable(query.history())
            .map(history -> RowHistories.measure(history, ResponseWriter.format(request)));
    Sample sample = processes.sample();
    Function<ProcessSample, ProcessRow> row =
        process -> ProcessRow.of(process, sample.node(), users, Optional.empty());
    PagedRows<ProcessSample, ProcessRow, ProcessOrder> rows =
        PagedRows.of(
                ProcessOrder::of,
                ProcessOrder::parse,
                Comparator.<ProcessOrder>naturalOrder(),
                ProcessRow.class,
                row)
            .summing(ProcessSums.class, ProcessSums::of);
    Predicate<ProcessSample> filter = query.filter(sample, users);
    // Its parameters are checked before the mappings of all processes are read.
    pages.of(List.of(), rows);
    Optional<FileMappers.Found> mappers = query.mappers(files);
    List<ProcessSample> fitting =
        AnswerWork.over(sample.processes())
            .filter(process -> mappers.isEmpty() || mappers.get().pids().contains(process.pid()))
            .filter(filter)
            .sorted(Comparator.comparing(ProcessOrder::of))
            .toList();
    Page<ProcessSample> page = pages.of(fitting, rows);
    List<UnavailableField> unavailable = new ArrayList<>(unavailable(page.rows(), sample.node()));
    SampledRemedies.hidden(sample, processes.files().isLive()).ifPresent(unavailable::add);
    unavailable.addAll(SampledRemedies.absent(fitting, sampling.rollup()));
    mappers.ifPresent(found -> unavailable.addAll(found.unavailable()));
    Optional<RowHistories> histories =
        measure.map(wanted ->
            new RowHistories(
                wanted, EvenTimes.over(growth.window(), sample.at(), sampler.interval())));
    histories.ifPresent(wanted -> unavailable.addAll(wanted.absent(page.rows())));
    return new ListAnswer(
        page.head().withHint(() -> PatternHint.ofProcess(query.name(), sample)),
        histories.map(RowHistories::view).orElse(null),
        AnswerWork.rows(
            page.rows(), process -> ProcessRow.of(process, sample.node(), users, histories)),
        CaptureView.of(sample),
        unavailable);
  }

  private List<UnavailableField> unavailable(List<ProcessSample> page, HostInfo node) {
    return page.stream()
        .flatMap(process -> absent(process, node).stream())
        .map(absent ->
            new UnavailableField("processes[]." + absent.field(), absent.reason(), absent.remedy()))
        .distinct()
        .toList();
  }

  private List<UnavailableField> absent(ProcessSample process, HostInfo node) {
    List<UnavailableField> absent =
        new ArrayList<>(ProcessRemedies.absent(process.reading(), node, processes.root()));
    absent.addAll(ProcessRemedies.view(process.reading()));
    if (process.membership().attribution().isEmpty()) {
      absent.add(LimitRemedies.unknownPlace());
    }
    return absent;
  }
}
