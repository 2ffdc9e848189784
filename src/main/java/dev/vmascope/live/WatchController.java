package dev.vmascope.live;

import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.ChangeType;
import dev.vmascope.diff.MappingChange;
import dev.vmascope.diff.TooManyChangesException;
import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Units;
import dev.vmascope.http.operation.Limit;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of what changes in a process while the client waits.
@RestController
@Tag(name = "Changes")
class WatchController {
  private static final Duration DEFAULT_TIME = Duration.ofSeconds(1);
  private static final Duration LEAST_TIME = Duration.ofMillis(100);
  private static final Duration MOST_TIME = Duration.ofSeconds(30);

  /// The limit on the memory for the mappings that differ: some 15,000 of them.
  private static final long MOST_BYTES = 6 << 20;

  private static final Comparator<MappingChange> LARGEST_FIRST =
      Comparator.<MappingChange>comparingLong(change -> Math.abs(change.changedBytes())).reversed();

  private final ProcessAccess processes;
  private final Pauses pauses;
  private final AnswerTurns turns;

  WatchController(ProcessAccess processes, Pauses pauses, AnswerTurns turns) {
    this.processes = processes;
    this.pauses = pauses;
    this.turns = turns;
  }

  @GetMapping("/api/processes/{pid}/watch")
  @RequiresScope("maps:read")
  @ReadsListing
  @Problems(ProblemCode.TOO_LARGE)
  @Operation(
      operationId = "watch",
      summary = "Changes of a process during some seconds",
      description =
          """
          Reads the mappings of a process twice, with a pause in between, and compares the two listings. Each mapping that
          differs is in one change: added, removed, grown, shrunk, shifted, reprotected, split, merged, moved or renamed.
          The sums by category come from the addresses alone. docs/changes.md defines all types.

          A listing shows a state. A mapping that came and went during the pause is not seen. The reads cost the process
          next to nothing: no page table is walked.

          Without the scope `maps:addresses` mappings have their `ordinal` in their own listing instead of addresses.\
          """)
  @FormattedResponse("The changes")
  WatchView watch(
      @Pid int pid,
      @Parameter(description = "Time between the two readings, 100ms to 30s, as in 10s or PT10S")
          @Schema(type = "string", defaultValue = "1s")
          @RequestParam(name = "for", required = false)
          @Nullable String time,
      @Limit("Maximum number of changes, 1 to 1000") int limit,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request)
      throws IOException {
    Duration pause =
        time == null ? DEFAULT_TIME : Parameters.duration("for", time, LEAST_TIME, MOST_TIME);
    boolean addresses = Caller.seesAddresses(request);
    try (ListingReading before = processes.readMaps(pid, startTicks)) {
      if (before.process().type() == ProcessType.USER) {
        pauses.pause(pause, listing(before, pid).size());
      }
      long started = before.process().stat().startTicks();
      try (ListingReading after = processes.readMaps(pid, started)) {
        turns.take(request);
        return view(before, after, pid, limit, addresses);
      }
    }
  }

  /// The whole listing, or a problem: of a part it cannot be told what is gone.
  private static KernelBytes listing(ListingReading reading, int pid) {
    return ProcessProblems.listing(reading, pid);
  }

  private WatchView view(
      ListingReading before, ListingReading after, int pid, int limit, boolean addresses)
      throws IOException {
    ProcessReading now = after.process();
    List<UnavailableField> unavailable = new ArrayList<>();
    AddressSpaceDiff diff = AddressSpaceDiff.NONE;
    if (now.type() != ProcessType.USER || before.process().type() != ProcessType.USER) {
      unavailable.addAll(Remedies.unlisted("changes", after));
    } else if (!now.identity().equals(before.process().identity())) {
      unavailable.add(
          new UnavailableField(
              "changes", "gone", "the process took another address space (exec); watch it again"));
    } else {
      diff = diff(before, after, pid);
    }
    if (!addresses) {
      unavailable.addAll(Remedies.hidden("changes[].before[].start", "changes[].after[].start"));
    }
    unavailable.addAll(processes.identityGaps(now));
    List<MappingChange> shown = diff.changes().stream().sorted(LARGEST_FIRST).limit(limit).toList();
    int threads = now.stat().threads();
    return new WatchView(
        IdentityView.of(now, pid, processes.node()),
        summary(diff),
        Duration.between(before.stamp().at(), after.stamp().at()).toMillis() / 1e3,
        threads,
        threads - before.process().stat().threads(),
        SizeChangeView.of(before.process().sizes(), now.sizes()),
        CategoryDiffView.ofAll(diff.total()),
        diff.movedBytes(),
        diff.unchanged(),
        categories(diff),
        AnswerWork.over(shown).map(change -> MappingChangeView.of(change, addresses)).toList(),
        diff.changes().size() - shown.size(),
        CaptureView.of(before.stamp()),
        CaptureView.of(after.stamp()),
        unavailable);
  }

  private static AddressSpaceDiff diff(ListingReading before, ListingReading after, int pid)
      throws IOException {
    listing(after, pid);
    try {
      return AddressSpaceDiff.of(
          before.mappings(AnswerWork::over)::next,
          after.mappings(AnswerWork::over)::next,
          MOST_BYTES);
    } catch (MalformedException e) {
      throw ProcessProblems.malformed(pid, e).exception();
    } catch (TooManyChangesException _) {
      throw Problem.of(
              ProblemCode.TOO_LARGE,
              "More mappings changed than one answer can compare. Watch for a shorter time.")
          .with("pid", pid)
          .exception();
    }
  }

  private static List<CategoryDiffView> categories(AddressSpaceDiff diff) {
    return diff.byCategory().entrySet().stream()
        .filter(entry -> entry.getValue().isChange())
        .map(entry -> CategoryDiffView.of(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong((CategoryDiffView view) -> Math.abs(view.changedBytes()))
                .reversed())
        .toList();
  }

  private static String summary(AddressSpaceDiff diff) {
    if (diff.changes().isEmpty()) {
      return "no change";
    }
    Map<ChangeType, Integer> counts = new EnumMap<>(ChangeType.class);
    diff.changes().forEach(change -> counts.merge(change.type(), 1, Integer::sum));
    return Units.change(diff.total().changedBytes())
        + ": "
        + counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }
}
