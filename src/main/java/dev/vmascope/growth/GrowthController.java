package dev.vmascope.growth;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsProcess;
import dev.vmascope.http.operation.ReadsSample;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.procfs.machine.MachineFile;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.Changes;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.tick.GrowthProperties;
import dev.vmascope.sampling.tick.HeldMemorySurvey;
import dev.vmascope.sampling.tick.Sampler;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureVerdict;
import dev.vmascope.trend.Verdict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the growth of one process.
@RestController
@Tag(name = "Growth")
class GrowthController {
  private final ProcessAccess processes;
  private final Sampler sampler;

  /// The description of the parameter `walk`.
  static final String WALK =
      "false: no page tables are walked for the answer; blamed is then what an earlier answer found";

  private final HeldMemorySurvey survey;
  private final GrowthWindows windows;

  GrowthController(
      ProcessAccess processes, Sampler sampler, HeldMemorySurvey survey, GrowthProperties growth) {
    this.survey = survey;
    this.processes = processes;
    this.sampler = sampler;
    windows = new GrowthWindows(growth);
  }

  @GetMapping("/api/processes/{pid}/growth")
  @RequiresScope("maps:read")
  @ReadsProcess
  @ReadsSample
  @Operation(
      operationId = "growth",
      summary = "Growth of a process, and whether it leaks",
      description =
          """
          From the samples of about the last hour. Of the process itself only its identity is read. If its memory grows but
          no address space does, its page tables are walked (`smaps`) to find the category to blame: once per
          `vmascope.growth.window`, as far as the governor allows (`/api/scans`).

          Slopes are over `window`. Verdicts do not depend on it: they are over `vmascope.growth.window` (growing) and
          `vmascope.growth.leak-window` (leaking). A leak rises over the whole leak window, floor by floor, steadily, up to
          its end, not in one step, and above all earlier values. Warm-up (`vmascope.growth.warm-up` after start or exec)
          does not count. docs/growth.md has the rule, and how often it is wrong.\
          """)
  @FormattedResponse("Slopes, verdicts and samples")
  ProcessGrowthView growth(
      @Pid int pid,
      @Window("Window of the slopes and the samples" + Window.RANGE) @Nullable String window,
      @Parameter(description = WALK)
          @Schema(type = "boolean", defaultValue = "true")
          @RequestParam(defaultValue = "true")
          boolean walk,
      @StartTicks @Nullable Long startTicks) {
    Duration asked = windows.parse(window);
    ProcessReading reading = processes.read(pid, startTicks);
    Sample sample = processes.sample();
    sampled(reading, sample)
        .filter(_ -> walk)
        .ifPresent(
            process -> process.history().ifPresent(history -> survey.readIfDue(process, history)));
    return view(pid, reading, sample, asked);
  }

  private ProcessGrowthView view(
      int asked, ProcessReading reading, Sample sample, Duration window) {
    Optional<ProcessSample> sampled = sampled(reading, sample);
    Optional<ProcessHistory> history = sampled.flatMap(ProcessSample::history);
    Map<Measure, Double> slopes =
        windows.isDefault(window)
            ? sampled.map(process -> process.grown().slopes()).orElse(Map.of())
            : history.map(known -> known.growth(window, sample.at()).slopes()).orElse(Map.of());
    Optional<Changes> changes =
        sampled.flatMap(process -> history.map(known -> known.changes(process, sample.at())));
    Optional<MappingCategory> blamed =
        sampled.flatMap(process -> history.flatMap(known -> known.blamed(process, sample.at())));
    Headroom headroom = new Headroom(sampled, history, sample.node(), sample.at(), slopes);
    return new ProcessGrowthView(
        IdentityView.of(reading, asked, sample.node()),
        ProcessView.name(reading),
        sampled.map(sample::shownGroup).orElse(null),
        window,
        history.map(ProcessHistory::warmFrom).orElse(null),
        sampled.map(process -> process.grown().verdict()).orElse(Verdict.UNKNOWN),
        blamed.map(MappingCategory::toString).orElse(null),
        ChangeView.of(Measure.PRIVATE, changes.flatMap(known -> known.of(Measure.PRIVATE))),
        headroom.mappings(),
        headroom.memory(),
        headroom.heap(blamed),
        sampled
            .flatMap(process -> process.grown().mappings())
            .map(GrownMappingsView::of)
            .orElse(null),
        sampled.flatMap(ProcessSample::usageAt).orElse(null),
        measures(sampled, changes, slopes),
        categories(sampled, changes, slopes),
        history.map(known -> known.samples(window, sample.at())).orElse(List.of()).stream()
            .map(TimedValuesView::of)
            .toList(),
        CaptureView.of(sample),
        unavailable(reading, sampled, history, sample, window, slopes));
  }

  private List<UnavailableField> unavailable(
      ProcessReading reading,
      Optional<ProcessSample> sampled,
      Optional<ProcessHistory> history,
      Sample sample,
      Duration window,
      Map<Measure, Double> slopes) {
    List<UnavailableField> absent =
        new ArrayList<>(
            GrowthRemedies.absent(
                reading, sampled, history, sample, window, sampler.interval(), slopes));
    if (sampled.isPresent() && sample.node().mappingLimit().isEmpty()) {
      absent.add(Remedies.ofMachine("mappingLimit", MachineFile.MAX_MAP_COUNT, processes.root()));
    }
    absent.addAll(processes.identityGaps(reading));
    return absent;
  }

  /// The same process in the sample; empty if the process, or its address space, is newer.
  private static Optional<ProcessSample> sampled(ProcessReading reading, Sample sample) {
    return sample.processes().stream()
        .filter(process -> process.reading().identity().equals(reading.identity()))
        .findFirst();
  }

  private static OptionalLong value(Optional<ProcessSample> sampled, Measure measure) {
    return sampled.map(process -> process.value(measure)).orElse(OptionalLong.empty());
  }

  private static List<MeasureGrowthView> measures(
      Optional<ProcessSample> sampled, Optional<Changes> changes, Map<Measure, Double> slopes) {
    return Measure.ALL.stream()
        .filter(measure -> !measure.isCategory() && value(sampled, measure).isPresent())
        .map(measure -> view(measure, sampled, changes, slopes))
        .toList();
  }

  /// The categories of the process now, and those that it had before.
  private static List<MeasureGrowthView> categories(
      Optional<ProcessSample> sampled, Optional<Changes> changes, Map<Measure, Double> slopes) {
    return Measure.ALL.stream()
        .filter(Measure::isCategory)
        .filter(measure ->
            value(sampled, measure).orElse(0) > 0 || slopes.getOrDefault(measure, 0.0) != 0)
        .sorted(
            Comparator.comparingDouble((Measure measure) -> slopes.getOrDefault(measure, 0.0))
                .reversed())
        .map(measure -> view(measure, sampled, changes, slopes))
        .toList();
  }

  private static MeasureGrowthView view(
      Measure measure,
      Optional<ProcessSample> sampled,
      Optional<Changes> changes,
      Map<Measure, Double> slopes) {
    Optional<MeasureVerdict> judgement =
        sampled.map(process -> process.grown().judgements()).map(all -> all.get(measure));
    return MeasureGrowthView.of(
        measure,
        value(sampled, measure),
        MeasureGrowthView.slope(slopes, measure),
        changes.flatMap(known -> known.of(measure)),
        judgement);
  }
}
