package dev.vmascope.growth;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Limit;
import dev.vmascope.http.operation.ReadsSample;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.tick.GrowthProperties;
import dev.vmascope.trend.Change;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.SampleLog;
import dev.vmascope.trend.Verdict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of one group of processes and its members.
@RestController
@Tag(name = "Growth")
class GroupController {
  private static final Comparator<ProcessSample> LARGEST_FIRST =
      Comparator.<ProcessSample>comparingLong(process -> process.value(Measure.RESIDENT).orElse(0))
          .reversed()
          .thenComparingInt(ProcessSample::pid);

  private final ProcessAccess processes;
  private final GrowthWindows windows;

  GroupController(ProcessAccess processes, GrowthProperties growth) {
    this.processes = processes;
    windows = new GrowthWindows(growth);
  }

  /// The container and user of members of a group.
  @Schema(name = "GroupPlace")
  record PlaceOfGroup(
      @Schema(description = "Uid of the Kubernetes pod") @Nullable String pod,
      @Nullable String container,
      @Schema(description = "systemd unit") @Nullable String unit,
      @Nullable String user) {
    static PlaceOfGroup of(GroupFields fields) {
      return new PlaceOfGroup(
          fields.value(GroupField.POD).orElse(null),
          fields.value(GroupField.CONTAINER).orElse(null),
          fields.value(GroupField.UNIT).orElse(null),
          fields.value(GroupField.USER).orElse(null));
    }
  }

  /// A process of the group.
  @Schema(name = "GroupMember")
  record MemberView(
      int pid,
      @Schema(description = "Start time, in clock ticks after boot") @Nullable Long startTicks,
      @Nullable String name,
      @Nullable String user,
      @Nullable Instant startTime,
      @Schema(description = "Resident set size") @Nullable Long residentBytes,
      @Schema(description = "Anonymous memory, in RAM or swapped out") @Nullable Long privateBytes,
      @Schema(
              description =
                  "Slope of privateBytes over vmascope.growth.window; absent until it is known")
          @Nullable Double privateGrowthPerSecond,
      @Schema(description = "Number of mappings, as of their last read") @Nullable Long mappings,
      @Schema(description = "Worst verdict on any of its measures") Verdict verdict) {
    static MemberView of(ProcessSample process) {
      return new MemberView(
          process.pid(),
          IdentityView.startTicks(process.reading()),
          ProcessView.name(process.reading()),
          process.fields().value(GroupField.USER).orElse(null),
          process.startTime().orElse(null),
          JsonOptional.of(process.value(Measure.RESIDENT)),
          JsonOptional.of(process.value(Measure.PRIVATE)),
          JsonOptional.of(process.growth(Measure.PRIVATE)),
          JsonOptional.of(process.value(Measure.MAPPINGS)),
          process.grown().verdict());
    }
  }

  /// A group with its members.
  @Schema(name = "GroupAnswer")
  record GroupAnswer(
      @JsonUnwrapped GroupView group,
      @Schema(description = "Places and users of its members, at most ten; none for other")
          List<PlaceOfGroup> places,
      @Schema(description = "Change of the sum of private memory; not a verdict")
          @Nullable ChangeView change,
      @Schema(description = "Growth of the sums, over vmascope.growth.window")
          List<MeasureGrowthView> measures,
      @Schema(description = "Address space by category of mapping, fastest first")
          List<MeasureGrowthView> categories,
      @Schema(description = "Processes of the group, largest resident size first")
          List<MemberView> members,
      @Schema(description = "Number of members that the limit leaves out; absent if none")
          @Nullable Integer membersLeftOut,
      @Schema(description = "Samples of the window, oldest first") List<TimedValuesView> samples,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/groups/{*group}")
  @RequiresScope("processes:read")
  @ReadsSample
  @Problems(ProblemCode.NOT_FOUND)
  @Operation(
      operationId = "group",
      summary = "Growth and members of a group",
      description =
          """
          From the samples of about the last hour. The name is the rest of the path and can contain slashes. If it has
          characters that a path cannot have, such as `%2F`, use `/api/group?name=`.\
          """)
  @FormattedResponse("The group")
  GroupAnswer group(
      @Parameter(description = "Name of the group, as in /api/groups", example = "other")
          @PathVariable
          String group,
      @Window("Window of the samples" + Window.RANGE) @Nullable String window,
      @Limit("Maximum number of members, 1 to 1000") int limit) {
    return named(group.startsWith("/") ? group.substring(1) : group, window, limit);
  }

  @GetMapping("/api/group")
  @RequiresScope("processes:read")
  @ReadsSample
  @Problems(ProblemCode.NOT_FOUND)
  @Operation(
      operationId = "groupByName",
      summary = "Growth and members of the group with any name",
      description =
          """
          The same answer as `/api/groups/{group}`, for programs: somebody else may have chosen the name, and a parameter
          can have every character.\
          """)
  @FormattedResponse("The group")
  GroupAnswer groupByName(
      @Parameter(
              description = "Name of the group, as in /api/groups",
              example = "other",
              required = true)
          @RequestParam(required = false)
          @Nullable String name,
      @Window("Window of the samples" + Window.RANGE) @Nullable String window,
      @Limit("Maximum number of members, 1 to 1000") int limit) {
    if (name == null) {
      throw Parameters.invalid("name", "expected the name of a group, as /api/groups has it");
    }
    return named(name, window, limit);
  }

  private GroupAnswer named(String name, @Nullable String window, int limit) {
    Duration asked = windows.parse(window);
    Sample sample = processes.sample();
    GroupSample found =
        sample.groups().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                Problem.of(
                        ProblemCode.NOT_FOUND,
                        "No group has this name now. /api/groups lists those there are.")
                    .exception());
    return answer(found, sample, asked, limit);
  }

  private GroupAnswer answer(GroupSample group, Sample sample, Duration window, int most) {
    List<ProcessSample> members =
        AnswerWork.over(sample.processes())
            .filter(
                process -> process.hasMemory() && sample.shownGroup(process).equals(group.name()))
            .sorted(LARGEST_FIRST)
            .toList();
    Optional<SampleLog> log = sample.history(group);
    return new GroupAnswer(
        GroupView.of(group),
        group.places().stream().map(PlaceOfGroup::of).toList(),
        ChangeView.of(Measure.PRIVATE, GrowthRanking.change(log, group, sample, Measure.PRIVATE)),
        growth(
            group,
            measure -> !measure.isCategory() && group.value(measure).isPresent(),
            measure -> GrowthRanking.change(log, group, sample, measure)),
        growth(
            group,
            measure -> measure.isCategory() && group.value(measure).orElse(0) > 0,
            _ -> Optional.empty()),
        members.stream().limit(most).map(MemberView::of).toList(),
        members.size() > most ? Integer.valueOf(members.size() - most) : null,
        log
            .map(known -> known.between(sample.at().minus(window), sample.at()))
            .orElse(List.of())
            .stream()
            .map(TimedValuesView::of)
            .toList(),
        CaptureView.of(sample),
        GrowthRemedies.absent(group, log));
  }

  private static List<MeasureGrowthView> growth(
      GroupSample group, Predicate<Measure> which, Function<Measure, Optional<Change>> changes) {
    return Measure.ALL.stream()
        .filter(which)
        .sorted(
            Comparator.comparingDouble(
                (Measure measure) -> measure.isCategory() ? -group.growth(measure).orElse(0) : 0))
        .map(measure ->
            MeasureGrowthView.of(
                measure,
                group.value(measure),
                group.growth(measure),
                changes.apply(measure),
                Optional.empty()))
        .toList();
  }
}
