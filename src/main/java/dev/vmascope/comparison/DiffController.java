package dev.vmascope.comparison;

import dev.vmascope.comparison.ComparedListings.Details;
import dev.vmascope.diff.run.RunObject;
import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.guard.AuditTrail;
import dev.vmascope.http.operation.Limit;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the difference between two processes.
@RestController
@Tag(name = "Changes")
class DiffController {
  private static final Comparator<MappingDiff> LARGEST_FIRST =
      Comparator.comparingLong(MappingDiff::weightBytes).reversed();

  private static final String BYTES = "bytes";
  private static final String NOT_COMPARED = "not compared: one of them has no address space";

  private final ProcessAccess processes;
  private final AnswerTurns turns;

  DiffController(ProcessAccess processes, AnswerTurns turns) {
    this.processes = processes;
    this.turns = turns;
  }

  @GetMapping("/api/diff")
  @RequiresScope("maps:read")
  @ReadsListing
  @Operation(
      operationId = "diff",
      summary = "Difference of two processes",
      description =
          """
          Reads the mappings of two processes, such as two runs of one program, or two workers of one service, and compares
          them. Mappings are aligned by address if both have the same bases, as a process and its fork, else by identity:
          files by path, offset and permissions, memory without a name by what it belongs to, its permissions and its size.
          Each mapping that differs is in one change. docs/changes.md defines the types.

          A file of the same path and another inode counts as the same object, with `replaced`. The build ids are not
          compared. The answer has no addresses, so that it is the same for the next two runs; `shifts` has the distances
          between the bases. The reads cost the processes next to nothing: no page table is walked.\
          """)
  @FormattedResponse("The difference")
  DiffView diff(
      @Parameter(
              description =
                  "The process to compare from: a pid or self, with @startTicks if wanted",
              example = "self",
              required = true)
          @RequestParam(required = false)
          @Nullable String a,
      @Parameter(
              description = "The process to compare with, in the same form",
              example = "self",
              required = true)
          @RequestParam(required = false)
          @Nullable String b,
      @Parameter(description = "Order of the changes: bytes, the largest first; position, as in b")
          @Schema(allowableValues = {"bytes", "position"})
          @RequestParam(defaultValue = BYTES)
          String sort,
      @Limit("Maximum number of changes, and of objects, 1 to 1000") int limit,
      HttpServletRequest request)
      throws IOException {
    ComparedProcess from = ComparedProcess.of("a", a, processes);
    ComparedProcess to = ComparedProcess.of("b", b, processes);
    if (!sort.equals(BYTES) && !sort.equals("position")) {
      throw Parameters.invalid("sort", "expected bytes or position");
    }
    boolean addresses = Caller.seesAddresses(request);
    AuditTrail.names(request, from.pid(), to.pid());
    turns.take(request);
    try (ComparedListing before = from.read(processes);
        ComparedListing after = to.read(processes)) {
      boolean comparable = before.hasMappings() && after.hasMappings();
      Optional<ComparedListings> compared =
          comparable ? Optional.of(ComparedListings.of(before, after)) : Optional.empty();
      return view(before, after, compared, sort, limit, addresses);
    }
  }

  private DiffView view(
      ComparedListing before,
      ComparedListing after,
      Optional<ComparedListings> compared,
      String sort,
      int limit,
      boolean addresses) {
    Optional<Details> details = compared.flatMap(ComparedListings::details);
    List<MappingDiff> changes = new ArrayList<>(details.map(Details::changes).orElse(List.of()));
    if (sort.equals(BYTES)) {
      changes.sort(LARGEST_FIRST);
    }
    List<RunObject> objects =
        details.map(found -> ObjectDiffView.changed(found.objects())).orElse(List.of());
    return new DiffView(
        compared.map(ComparedListings::summary).orElse(NOT_COMPARED),
        details.map(Details::alignment).orElse(null),
        before.view(processes.node()),
        after.view(processes.node()),
        details.filter(_ -> addresses).map(found -> BaseShiftsView.of(found.shifts())).orElse(null),
        compared.map(found -> SizeDiffView.ofAll(found.sums())).orElse(null),
        details.map(Details::unchanged).orElse(null),
        compared.map(found -> SizeDiffView.ofChanged(found.sums())).orElse(List.of()),
        AnswerWork.over(objects).limit(limit).map(ObjectDiffView::of).toList(),
        Math.max(0, objects.size() - limit),
        AnswerWork.over(changes).limit(limit).map(MappingDiffView::of).toList(),
        Math.max(0, changes.size() - limit),
        unavailable(before, after, compared, addresses));
  }

  private List<UnavailableField> unavailable(
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
    addIdentityGaps("a.", before, unavailable);
    addIdentityGaps("b.", after, unavailable);
    return unavailable;
  }

  private void addIdentityGaps(
      String prefix, ComparedListing listing, List<UnavailableField> unavailable) {
    for (UnavailableField gap : processes.identityGaps(listing.reading().process())) {
      unavailable.add(new UnavailableField(prefix + gap.field(), gap.reason(), gap.remedy()));
    }
  }
}
