package dev.vmascope.growth;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Limit;
import dev.vmascope.http.operation.ReadsSample;
import dev.vmascope.http.security.Caller;
import dev.vmascope.sampling.tick.GrowthProperties;
import dev.vmascope.sampling.tick.HeldMemorySurvey;
import dev.vmascope.trend.Measure;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the growth ranking: the processes and groups that grow most.
@RestController
@Tag(name = "Growth")
class GrowthRankingController {
  private final ProcessAccess processes;
  private final HeldMemorySurvey survey;
  private final GrowthWindows windows;

  GrowthRankingController(
      ProcessAccess processes, HeldMemorySurvey survey, GrowthProperties growth) {
    this.survey = survey;
    this.processes = processes;
    windows = new GrowthWindows(growth);
  }

  @GetMapping("/api/growth")
  @RequiresScope("processes:read")
  @ReadsSample
  @Operation(
      operationId = "growing",
      summary = "Processes and groups that grow most",
      description =
          """
          One row per process, over all measures that are judged: private and shared memory, the number of mappings and
          threads, and the address space of each category of mapping. A row shows the verdict on the process, the category
          to blame, and the limit that it reaches first. With `measure`, rows are ranked by this measure alone. Slopes are
          over the window; while they are unknown, rows are ranked by the change since the first sample. Details and samples
          are in `/api/processes/{pid}/growth`.

          With the scope `maps:read`, the page tables of up to three processes are walked, as that operation does, if their
          memory grows but no address space does.\
          """)
  @FormattedResponse("What grows")
  GrowingView growing(
      @Window("Window of the slopes" + Window.RANGE) @Nullable String window,
      @Parameter(
              description =
                  "Ranks by this measure alone: a size, privateBytes, mappings, threads, or a category of"
                      + " mappings, as named by /api/processes/{pid}/growth")
          @Schema(type = "string")
          @RequestParam(required = false)
          @Nullable String measure,
      @Parameter(description = GrowthController.WALK)
          @Schema(type = "boolean", defaultValue = "true")
          @RequestParam(defaultValue = "true")
          boolean walk,
      @Limit("Maximum number of processes and of groups, 1 to 1000")
          @Schema(type = "integer", defaultValue = "20")
          int limit) {
    Duration asked = windows.parse(window);
    Optional<Measure> which = measure(measure);
    GrowthRanking ranking =
        new GrowthRanking(
            processes.sample(), asked, windows.isDefault(asked), GrowthRanking.measures(which));
    return ranking.answer(
        which, limit, walk && Caller.readsMaps() ? Optional.of(survey) : Optional.empty());
  }

  private static Optional<Measure> measure(@Nullable String key) {
    if (key == null) {
      return Optional.empty();
    }
    Optional<Measure> measure = Measure.ofKey(key);
    if (measure.isEmpty()) {
      throw Parameters.invalid(
          "measure",
          "expected one of "
              + Measure.ALL.stream().map(Measure::key).collect(Collectors.joining(", ")));
    }
    return measure;
  }
}
