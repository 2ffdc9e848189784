package dev.vmascope.sharing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.FileRemedies;
import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.Page;
import dev.vmascope.http.operation.PageQuery;
import dev.vmascope.http.operation.ReadsSample;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.proc.SysvSegment;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the objects that processes map, and of their mappers.
@RestController
@Tag(name = "Objects")
class SharedObjectsController {
  private static final int MOST_ORPHANS = 1_000;

  private final SharingSurvey survey;
  private final BuildIds buildIds;
  private final AnswerTurns turns;
  private final ProcessAccess processes;

  SharedObjectsController(
      SharingSurvey survey, BuildIds buildIds, AnswerTurns turns, ProcessAccess processes) {
    this.survey = survey;
    this.buildIds = buildIds;
    this.turns = turns;
    this.processes = processes;
  }

  /// A page of the list of mapped objects.
  @Schema(name = "SharedObjects")
  record SharingAnswer(
      @JsonUnwrapped PageHead head,
      @Rows("An object") List<SharedObjectView> objects,
      @Schema(
              description =
                  "SysV segments that no process maps, at most a thousand; they use memory until they are"
                      + " removed. Only on the first page")
          List<OrphanView> orphans,
      @Schema(description = "IPC namespace of the orphans: that of the service")
          @Nullable String orphansOf,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping("/api/objects")
  @RequiresScope("maps:read")
  @ReadsSample
  @Problems({ProblemCode.BUSY, ProblemCode.READ_STUCK})
  @Operation(
      operationId = "sharedObjects",
      summary = "Mapped objects, and the processes that share them",
      description =
          """
          The files, shared segments and memfds that any process maps, each listed once with the processes that map it.
          `mappedBytes` is the union of the mapped parts, `virtualBytes` their sum; the largest `virtualBytes` come first.

          Mappings with the same device and inode show the same object; for SysV segments the IPC namespace must be the
          same too. Devices, sockets and anonymous inodes are never merged. On file systems where several files can have
          one device and inode (btrfs, overlay, network and host file systems), `identity` says how they are distinguished.

          The service reads the listings of all processes for this, at most every five seconds; no page tables are walked.\
          """)
  @FormattedResponse("The objects")
  SharingAnswer objects(
      @ParameterObject SharingQuery query,
      @ParameterObject PageQuery pages,
      HttpServletRequest request) {
    query.check(pages);
    SharingSurvey.Result result = survey.take();
    List<UnavailableField> unavailable = new ArrayList<>(unavailable(result));
    List<SharedObject> fitting = query.fitting(result.objects());
    String buildId = query.buildId() == null ? null : query.wantedBuildId();
    if (buildId != null) {
      turns.take(request);
      BuildIds.Found found = buildIds.of(fitting, buildId);
      fitting = found.objects();
      unavailable.addAll(found.unavailable());
    }
    Map<Integer, String> names = names(processes.sample());
    Function<SharedObject, SharedObjectView> row =
        object -> SharedObjectView.of(object, result, names, buildId);
    Page<SharedObject> page = SharingQuery.page(fitting, pages, row);
    if (page.rows().stream().anyMatch(object -> !object.isExact())) {
      unavailable.add(
          new UnavailableField(
              "objects[].mappedBytes",
              "partial",
              "nothing to be done: the object is mapped in too many parts"));
    }
    unavailable.addAll(ofPage(page.rows(), result));
    return new SharingAnswer(
        page.head().withHint(() -> query.hint(result.objects())),
        AnswerWork.rows(page.rows(), row),
        pages.after() == null ? orphans(result) : List.of(),
        result.ipcNamespace().orElse(null),
        CaptureView.of(result.stamp()),
        unavailable);
  }

  private static Map<Integer, String> names(Sample sample) {
    Map<Integer, String> names = new HashMap<>();
    sample.processes().forEach(process -> names.put(process.pid(), process.cleanName()));
    return names;
  }

  private static List<OrphanView> orphans(SharingSurvey.Result result) {
    return result.segments().value().orElse(List.of()).stream()
        .filter(SysvSegment::orphan)
        .limit(MOST_ORPHANS)
        .map(OrphanView::of)
        .toList();
  }

  /// The entries for unknown mappers of the files of a page.
  private static List<UnavailableField> ofPage(
      List<SharedObject> page, SharingSurvey.Result result) {
    Set<FileIdentity.Basis> bases = EnumSet.noneOf(FileIdentity.Basis.class);
    page.forEach(object -> bases.add(object.key().identity().basis()));
    List<UnavailableField> unavailable = new ArrayList<>();
    if (bases.contains(FileIdentity.Basis.PATH)) {
      result.unidentified().stream()
          .sorted()
          .forEach(why -> unavailable.add(FileRemedies.unread("objects[].identity", why)));
    }
    if (bases.contains(FileIdentity.Basis.LAYER)) {
      unavailable.add(
          new UnavailableField(
              "objects[].processes",
              "partial",
              "see proportionalBytes of …/maps?detail=smaps for what is shared: the kernel does not show which"
                  + " files of two overlay mounts are the same. They are treated as the same if they share a layer of"
                  + " the same name, and inode, size, birth and change are equal"));
    }
    return unavailable;
  }

  private static List<UnavailableField> unavailable(SharingSurvey.Result result) {
    List<UnavailableField> unavailable = new ArrayList<>();
    result
        .unread()
        .forEach((reason, count) ->
            unavailable.add(
                new UnavailableField(
                    "objects[]",
                    reason.toString(),
                    "the mappings of " + count + " processes: " + Remedies.unreadable(reason))));
    if (!result.stamp().complete()) {
      unavailable.add(
          new UnavailableField(
              "objects[]",
              "partial",
              "nothing to be done: there are more processes or objects than the service reads"));
    }
    if (!(result.segments() instanceof Outcome.Ok<?>)) {
      unavailable.add(
          result.segments() instanceof Outcome.Gone<?>
              ? new UnavailableField(
                  "orphans",
                  "unsupported",
                  "needs /proc/sysvipc/shm, of a kernel with CONFIG_SYSVIPC")
              : new UnavailableField(
                  "orphans",
                  result.segments().kind().toString(),
                  "/proc/sysvipc/shm: " + Remedies.unreadable(result.segments().kind())));
    }
    unavailable.add(
        new UnavailableField(
            "objects[].residentBytes",
            "skipped",
            "only SysV segments have this value; for other objects add up proportionalBytes of"
                + " …/maps?detail=smaps of the processes that map it"));
    return unavailable;
  }
}
