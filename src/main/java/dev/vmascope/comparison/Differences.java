package dev.vmascope.comparison;

import dev.vmascope.comparison.ComparedListings.Details;
import dev.vmascope.diff.run.RunObject;
import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.http.security.Caller;
import dev.vmascope.http.snapshot.SnapshotSource;
import dev.vmascope.procfs.pool.ProcFile;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The answers to questions for a difference.
@Component
class Differences {
  private static final Comparator<MappingDiff> LARGEST_FIRST =
      Comparator.comparingLong(MappingDiff::weightBytes).reversed();

  private static final String NOT_COMPARED = "not compared: one of them has no address space";

  private final ProcessAccess processes;
  private final SnapshotSource snapshots;
  private final AnswerTurns turns;

  Differences(ProcessAccess processes, SnapshotSource snapshots, AnswerTurns turns) {
    this.processes = processes;
    this.snapshots = snapshots;
    this.turns = turns;
  }

  /// Reads two address spaces and compares them.
  ///
  /// @param later empty for the process of the earlier one, a snapshot, as it runs now
  DiffView of(
      NamedSpace earlier, Optional<NamedSpace> later, DiffQuery query, HttpServletRequest request)
      throws IOException {
    boolean largestFirst = query.largestFirst();
    boolean forced = query.forced();
    int rows = query.rows();
    ProcFile file = query.file(earlier, later);
    boolean addresses = Caller.seesAddresses(request);
    turns.take(request);
    try (ComparedListing before = earlier.read(processes, snapshots, file, forced)) {
      NamedSpace to = later.isPresent() ? later.get() : before.now(processes);
      try (ComparedListing after = later(to, later.isEmpty(), file, forced)) {
        boolean comparable = before.hasMappings() && after.hasMappings();
        Optional<ComparedListings> compared =
            comparable ? Optional.of(ComparedListings.of(before, after, rows)) : Optional.empty();
        List<UnavailableField> unavailable = unavailable(before, after, compared, addresses);
        return view(before, after, compared, largestFirst, rows, addresses, unavailable);
      }
    }
  }

  /// The later listing. A process that a snapshot is of has ended if it is not there.
  private ComparedListing later(NamedSpace to, boolean now, ProcFile file, boolean forced) {
    try {
      return to.read(processes, snapshots, file, forced);
    } catch (ProblemException e) {
      if (!now || e.problem().code() != ProblemCode.PROCESS_NOT_FOUND) {
        throw e;
      }
      throw Problem.of(ProblemCode.PROCESS_GONE, "The process of the snapshot has ended since.")
          .with("pid", to.pid())
          .exception();
    }
  }

  private static DiffView view(
      ComparedListing before,
      ComparedListing after,
      Optional<ComparedListings> compared,
      boolean largestFirst,
      int rows,
      boolean addresses,
      List<UnavailableField> unavailable) {
    Optional<Details> details = compared.flatMap(ComparedListings::details);
    List<MappingDiff> changes = new ArrayList<>(details.map(Details::changes).orElse(List.of()));
    if (largestFirst) {
      changes.sort(LARGEST_FIRST);
    }
    List<RunObject> objects =
        details.map(found -> ObjectDiffView.changed(found.objects())).orElse(List.of());
    Optional<LargestUseChanges> uses = details.flatMap(Details::uses);
    return new DiffView(
        compared.map(ComparedListings::summary).orElse(NOT_COMPARED),
        details.map(Details::alignment).orElse(null),
        before.view(),
        after.view(),
        details.filter(_ -> addresses).map(found -> BaseShiftsView.of(found.shifts())).orElse(null),
        compared.map(SizeDiffView::ofAll).orElse(null),
        details.map(Details::unchanged).orElse(null),
        compared.map(SizeDiffView::ofChanged).orElse(List.of()),
        AnswerWork.over(objects).limit(rows).map(ObjectDiffView::of).toList(),
        Math.max(0, objects.size() - rows),
        AnswerWork.over(changes).limit(rows).map(MappingDiffView::of).toList(),
        Math.max(0, changes.size() - rows),
        uses.map(found -> AnswerWork.over(found.all()).map(MappingUseDiffView::of).toList())
            .orElse(null),
        uses.map(found -> Math.max(0, found.number() - rows)).orElse(null),
        unavailable);
  }

  private static List<UnavailableField> unavailable(
      ComparedListing before,
      ComparedListing after,
      Optional<ComparedListings> compared,
      boolean addresses) {
    List<UnavailableField> unavailable = new ArrayList<>();
    if (compared.isEmpty()) {
      ComparedListing without = before.hasMappings() ? after : before;
      unavailable.addAll(Remedies.unlisted("changes", without.reading()));
    } else if (compared.get().details().isEmpty()) {
      unavailable.add(
          new UnavailableField(
              "changes",
              "skipped",
              "nothing to be done: both have more mappings than one answer can compare"));
    } else if (!addresses) {
      unavailable.addAll(Remedies.hidden("shifts"));
    }
    if (compared.isPresent() && compared.get().use().isEmpty()) {
      unavailable.add(new UnavailableField("use", "skipped", withUse(before, after)));
    }
    unavailable.addAll(before.identityGaps("a"));
    unavailable.addAll(after.identityGaps("b"));
    return unavailable;
  }

  /// The remedy for memory use that one of both does not have.
  private static String withUse(ComparedListing before, ComparedListing after) {
    boolean running =
        Stream.of(before, after).anyMatch(each -> each.id().isEmpty() && !each.hasUse());
    return running
        ? "detail=smaps, which walks the page tables of running processes"
        : "nothing to be done for snapshots without smaps; take the next ones with detail=smaps";
  }
}
