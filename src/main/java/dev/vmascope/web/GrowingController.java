package dev.vmascope.web;

import dev.vmascope.growth.Judgement;
import dev.vmascope.growth.Measure;
import dev.vmascope.listing.AnswerWork;
import dev.vmascope.listing.DocumentWriter;
import dev.vmascope.problem.ProblemCode;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.GrowthProperties;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.Sampler;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What grows most.
@RestController
@Tag(name = "Growth")
class GrowingController {
  private static final int DEFAULT_LIMIT = 20;

  private final Processes processes;
  private final Sampler sampler;
  private final GrowthWindows windows;
  private final DocumentWriter documents;

  GrowingController(
      Processes processes, Sampler sampler, GrowthProperties growth, DocumentWriter documents) {
    this.processes = processes;
    this.sampler = sampler;
    this.documents = documents;
    windows = new GrowthWindows(growth);
  }

  /// A process that grows.
  @Schema(name = "GrowingProcess")
  record GrowingProcess(
      int pid,
      @Schema(description = "When it started, in clock ticks after boot") long startTicks,
      String name,
      @Schema(description = "The group that shows it") String group,
      @Schema(description = "What the measure is now") @Nullable Long value,
      @Schema(description = "Sen slope over the window") double growthPerSecond,
      @Schema(
              description = "The verdict on this measure; absent if it is not judged",
              allowableValues = {"unknown", "steady", "shrinking", "growing", "leaking"})
          @Nullable String verdict) {}

  /// A group that grows.
  @Schema(name = "GrowingGroup")
  record GrowingGroup(
      String group,
      @Schema(description = "Live processes with memory") int processes,
      @Schema(description = "What the measure adds up to now") @Nullable Long value,
      @Schema(description = "Sum of its members' slopes, of those that fall as well")
          double growthPerSecond,
      @Schema(description = "Processes with the verdict leaking") int leakSuspects) {}

  /// What grows most.
  @Schema(name = "Growing")
  record GrowingAnswer(
      @Schema(description = "How far back the slopes look", example = "PT15M", type = "string")
          Duration window,
      @Schema(example = "privateBytes") String measure,
      @Schema(
              description = "What the measure counts",
              allowableValues = {"bytes", "mappings"})
          String unit,
      @Schema(description = "Those that grow, fastest first") List<GrowingProcess> processes,
      @Schema(description = "Groups that grow, fastest first") List<GrowingGroup> groups,
      @Schema(
              description =
                  "How many processes with memory are not told of, since they have not lived for long enough")
          int processesUntold,
      CaptureView capture) {}

  @GetMapping("/api/growth")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "growing",
      summary = "Processes and groups that grow most",
      description =
          """
          By the slope of one measure over the window, of processes that have been warm for at least a third of it. Why,
          and whether it is a leak: `/api/processes/{pid}/growth`.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "What grows",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = GrowingAnswer.class)),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = "string", description = "With format=table"))
      })
  @Problems({ProblemCode.INVALID_PARAMETER, ProblemCode.NOT_ACCEPTABLE, ProblemCode.NOT_READY})
  void growing(
      @Parameter(
              description =
                  "How far back the slopes look, at most four times vmascope.growth.window: PT15M, 15m")
          @Schema(type = "string", defaultValue = "PT15M")
          @RequestParam(required = false)
          @Nullable String window,
      @Parameter(
              description =
                  "A size, privateBytes, mappings, or a category of mappings, as /api/processes/{pid}/growth names them")
          @Schema(type = "string", defaultValue = "privateBytes")
          @RequestParam(required = false)
          @Nullable String measure,
      @Parameter(description = "At most this many of each; 1 to 1000")
          @Schema(type = "integer", defaultValue = "20")
          @RequestParam(required = false)
          @Nullable String limit,
      @Parameter(description = "json or table; wins over Accept")
          @Schema(allowableValues = {"json", "table"})
          @RequestParam(required = false)
          @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    DocumentWriter.Target target = documents.target(format, request, response);
    Duration asked = windows.parse(window);
    Measure which = measure(measure);
    long most = Parameters.limit(limit, DEFAULT_LIMIT);
    target.write(answer(processes.sample(), asked, which, most));
  }

  private static Measure measure(@Nullable String key) {
    return Measure.ofKey(key == null ? Measure.PRIVATE.key() : key)
        .orElseThrow(() ->
            Parameters.invalid(
                "measure",
                "expected one of "
                    + Measure.ALL.stream().map(Measure::key).collect(Collectors.joining(", "))));
  }

  private GrowingAnswer answer(Sample sample, Duration window, Measure measure, long most) {
    List<GrowingProcess> growing = new ArrayList<>();
    Map<String, Double> sums = new HashMap<>();
    int untold = 0;
    for (ProcessSample process : sample.processes()) {
      AnswerWork.row();
      OptionalDouble slope = slope(process, sample, window, measure);
      if (slope.isPresent()) {
        String group = sample.shownGroup(process);
        sums.merge(group, slope.getAsDouble(), Double::sum);
        growing.add(view(process, group, measure, slope.getAsDouble()));
      } else if (process.hasMemory()) {
        untold++;
      }
    }
    return new GrowingAnswer(
        window,
        measure.key(),
        measure.inBytes() ? "bytes" : "mappings",
        growing.stream()
            .filter(process -> process.growthPerSecond() > 0)
            .sorted(
                Comparator.comparingDouble(GrowingProcess::growthPerSecond)
                    .reversed()
                    .thenComparingInt(GrowingProcess::pid))
            .limit(most)
            .toList(),
        sample.groups().stream()
            .filter(group -> sums.getOrDefault(group.name(), 0.0) > 0)
            .map(group -> view(group, measure, sums.getOrDefault(group.name(), 0.0)))
            .sorted(
                Comparator.comparingDouble(GrowingGroup::growthPerSecond)
                    .reversed()
                    .thenComparing(GrowingGroup::group))
            .limit(most)
            .toList(),
        untold,
        CaptureView.of(sample));
  }

  private OptionalDouble slope(
      ProcessSample process, Sample sample, Duration window, Measure measure) {
    return windows.isDefault(window)
        ? process.growth(measure)
        : sampler
            .history(process)
            .map(history -> history.slope(measure, window, sample.at()))
            .orElse(OptionalDouble.empty());
  }

  private static GrowingProcess view(
      ProcessSample process, String group, Measure measure, double slope) {
    Judgement judgement = process.grown().judgements().get(measure);
    return new GrowingProcess(
        process.pid(),
        process.reading().stat().startTicks(),
        process.reading().stat().name().text(),
        group,
        Nullables.of(process.value(measure)),
        slope,
        judgement == null ? null : judgement.verdict().toString());
  }

  private static GrowingGroup view(GroupSample group, Measure measure, double slope) {
    return new GrowingGroup(
        group.name(),
        group.processes(),
        Nullables.of(group.value(measure)),
        slope,
        group.leakSuspects());
  }
}
