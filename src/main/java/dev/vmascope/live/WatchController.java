package dev.vmascope.live;

import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.MappingChange;
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
import dev.vmascope.http.guard.LoadGuard;
import dev.vmascope.http.guard.Requester;
import dev.vmascope.http.operation.Limit;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.http.security.Caller;
import dev.vmascope.maps.MappingView;
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
import java.util.List;
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

  private static final Comparator<MappingChange> LARGEST_FIRST =
      Comparator.comparingLong(MappingChange::weightBytes).reversed();

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
          The sums by category come from the addresses alone. docs/changes.md defines all types. The changes of the most
          bytes come first; a change shows the first eight of its mappings.

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
        time == null
            ? DEFAULT_TIME
            : Parameters.duration("for", time, LEAST_TIME, LoadGuard.WATCHED);
    boolean addresses = Caller.seesAddresses(request);
    try (ListingReading before = processes.readMaps(pid, startTicks)) {
      long began = System.nanoTime();
      if (before.process().type() == ProcessType.USER) {
        pauses.pause(pause, ProcessProblems.listing(before, pid).size(), Requester.of(request));
      }
      try (ListingReading after = again(before.process(), pid)) {
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3;
        turns.take(request);
        return view(before, after, seconds, pid, limit, addresses);
      }
    }
  }

  /// The second reading of a process; one that is not there any more has ended since the first.
  private ListingReading again(ProcessReading before, int pid) {
    try {
      ListingReading after = processes.readMaps(pid, IdentityView.startTicks(before));
      if (before.type() == ProcessType.ZOMBIE || after.process().type() != ProcessType.ZOMBIE) {
        return after;
      }
      after.close();
    } catch (ProblemException e) {
      if (e.problem().code() != ProblemCode.PROCESS_NOT_FOUND) {
        throw e;
      }
    }
    throw Problem.of(ProblemCode.PROCESS_GONE, "Process " + pid + " ended while it was watched.")
        .with("pid", pid)
        .exception();
  }

  private WatchView view(
      ListingReading before,
      ListingReading after,
      double seconds,
      int pid,
      int limit,
      boolean addresses)
      throws IOException {
    ProcessReading earlier = before.process();
    ProcessReading now = after.process();
    if (now.type() == ProcessType.USER) {
      ProcessProblems.listing(after, pid);
    }
    ListingComparison compared = ListingComparison.of(before, after, pid);
    List<MappingChange> changes = compared.diff().map(AddressSpaceDiff::changes).orElse(List.of());
    List<MappingChange> shown = changes.stream().sorted(LARGEST_FIRST).limit(limit).toList();
    List<SizeChangeView> sizes = SizeChangeView.of(earlier.sizes(), now.sizes());
    boolean counted = now.hasStat() && earlier.hasStat();
    int threads = now.stat().threads();
    return new WatchView(
        IdentityView.of(now, pid, processes.node()),
        compared.summary() + SizeChangeView.residentSummary(sizes),
        seconds,
        counted ? Integer.valueOf(threads) : null,
        counted ? Integer.valueOf(threads - earlier.stat().threads()) : null,
        sizes,
        compared.sums().map(sums -> CategoryDiffView.ofAll(sums.total())).orElse(null),
        compared.diff().map(AddressSpaceDiff::movedBytes).orElse(null),
        compared.diff().map(AddressSpaceDiff::unchanged).orElse(null),
        compared.sums().map(CategoryDiffView::ofChanged).orElse(List.of()),
        AnswerWork.over(shown).map(change -> MappingChangeView.of(change, addresses)).toList(),
        changes.size() - shown.size(),
        CaptureView.of(before.stamp()),
        CaptureView.of(after.stamp()),
        unavailable(compared, now, addresses || shown.isEmpty()));
  }

  private List<UnavailableField> unavailable(
      ListingComparison compared, ProcessReading now, boolean whole) {
    List<UnavailableField> unavailable = new ArrayList<>(compared.gaps());
    if (!whole) {
      unavailable.addAll(Remedies.hidden(MappingView.hiddenFields("changes[].before[].")));
      unavailable.addAll(Remedies.hidden(MappingView.hiddenFields("changes[].after[].")));
      unavailable.addAll(Remedies.hidden("changes[].distanceBytes"));
    }
    unavailable.addAll(processes.identityGaps(now));
    return unavailable;
  }
}
