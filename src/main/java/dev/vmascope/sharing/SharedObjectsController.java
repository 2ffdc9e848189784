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
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
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
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the objects that processes map, and of their mappers.
@RestController
@Tag(name = "Node")
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
                  "SysV segments that nobody maps, at most a thousand; they take memory until they are removed. On the first page"
                      + " alone")
          List<OrphanView> orphans,
      @Schema(description = "The IPC namespace that orphans are told of: the service's own")
          @Nullable String orphansOf,
      CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  @GetMapping("/api/objects")
  @RequiresScope("maps:read")
  @ReadsSample
  @Problems({ProblemCode.BUSY, ProblemCode.READ_STUCK})
  @Operation(
      operationId = "sharedObjects",
      summary = "What processes map, and who shares it",
      description =
          """
          The files, shared segments and memfds that any process maps, with all who map each, counted once: `mappedBytes` is the union
          of what they map of it, `virtualBytes` the sum; what most is mapped of comes first. The same device and inode are the same
          object, for SysV segments also the same IPC namespace; devices, sockets and anonymous inodes are never taken for the same.
          On file systems where several files may have one device and inode (btrfs, overlay, network and host file systems),
          `identity` says by what else they are told apart.
          The listings of all processes are read for it, at most every five seconds; no page tables are walked.\
          """)
  @FormattedResponse("The objects")
  SharingAnswer objects(@ParameterObject SharingQuery query, HttpServletRequest request) {
    query.check();
    SharingSurvey.Result result = survey.take();
    List<UnavailableView> unavailable = new ArrayList<>(unavailable(result));
    List<SharedObject> fitting = query.fitting(result.objects());
    String buildId = query.buildId() == null ? null : query.wantedBuildId();
    if (buildId != null) {
      turns.take(request);
      BuildIds.Found found = buildIds.of(fitting, buildId);
      fitting = found.objects();
      unavailable.addAll(found.unavailable());
    }
    List<SharedObject> page = query.page(fitting);
    if (page.stream().anyMatch(object -> !object.isExact())) {
      unavailable.add(
          new UnavailableView(
              "objects[].mappedBytes", "partial", "it is mapped in more parts than are kept"));
    }
    unavailable.addAll(untold(page, result));
    Map<Integer, String> names = names(processes.sample());
    return new SharingAnswer(
        PageHead.of(fitting, page, SharingQuery::cursor),
        AnswerWork.rows(page, object -> SharedObjectView.of(object, result, names, buildId)),
        query.after() == null ? orphans(result) : List.of(),
        result.ipcNamespace().orElse(null),
        new CaptureView(
            result.at(), result.took().toNanos() / 1000, result.reads(), false, result.complete()),
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
  private static List<UnavailableView> untold(
      List<SharedObject> page, SharingSurvey.Result result) {
    Set<FileIdentity.Basis> bases = EnumSet.noneOf(FileIdentity.Basis.class);
    page.forEach(object -> bases.add(object.key().identity().basis()));
    List<UnavailableView> untold = new ArrayList<>();
    if (bases.contains(FileIdentity.Basis.PATH)) {
      result.untold().stream()
          .sorted()
          .forEach(why -> untold.add(FileRemedies.unread("objects[].identity", why)));
    }
    if (bases.contains(FileIdentity.Basis.LAYER)) {
      untold.add(
          new UnavailableView(
              "objects[].processes",
              "partial",
              "the kernel does not tell which files of two overlay mounts are one: they are taken for one where they share a"
                  + " layer of the same name, and inode, size, birth and change are the same; proportionalBytes of"
                  + " …/maps?detail=smaps shows what is shared"));
    }
    return untold;
  }

  private static List<UnavailableView> unavailable(SharingSurvey.Result result) {
    List<UnavailableView> unavailable = new ArrayList<>();
    result
        .unread()
        .forEach((reason, count) ->
            unavailable.add(
                new UnavailableView(
                    "objects[]",
                    reason.toString(),
                    "the mappings of " + count + " processes: " + Remedies.unreadable(reason))));
    if (!result.complete()) {
      unavailable.add(
          new UnavailableView(
              "objects[]", "partial", "there are more processes or objects than are looked at"));
    }
    if (!(result.segments() instanceof Outcome.Ok<?>)) {
      unavailable.add(
          result.segments() instanceof Outcome.Gone<?>
              ? new UnavailableView(
                  "orphans",
                  "unsupported",
                  "needs /proc/sysvipc/shm, of a kernel with CONFIG_SYSVIPC")
              : new UnavailableView(
                  "orphans",
                  result.segments().kind().toString(),
                  "/proc/sysvipc/shm: " + Remedies.unreadable(result.segments().kind())));
    }
    unavailable.add(
        new UnavailableView(
            "objects[].residentBytes",
            "skipped",
            "what an object has in memory is told of SysV segments alone; of others ask …/maps?detail=smaps of those who map it and add"
                + " proportionalBytes up"));
    return unavailable;
  }
}
