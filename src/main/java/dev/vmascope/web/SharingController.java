package dev.vmascope.web;

import dev.vmascope.listing.Detail;
import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.SharedObject;
import dev.vmascope.mapping.SysvSegment;
import dev.vmascope.problem.ProblemCode;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The objects that all processes map, and who maps them.
@RestController
@Tag(name = "Node")
class SharingController {
  private final SharingSurvey survey;
  private final BuildIds buildIds;
  private final Processes processes;

  SharingController(SharingSurvey survey, BuildIds buildIds, Processes processes) {
    this.survey = survey;
    this.buildIds = buildIds;
    this.processes = processes;
  }

  /// A process that maps an object.
  @Schema(name = "Mapper")
  record MapperView(
      int pid,
      @Schema(description = "Its name; absent if it was not in the last sample")
          @Nullable String name,
      @Schema(description = "How many mappings it has of the object") int mappings,
      @Schema(description = "Their size") long virtualBytes) {}

  /// An object that processes map.
  @Schema(name = "SharedObject")
  record SharedObjectView(
      @Schema(
              description = "What it is",
              allowableValues = {"file", "memfd", "sysv", "shared-anonymous", "hugetlb"})
          String kind,
      @Schema(description = "Its path, as the first process that maps it has it")
          @Nullable String path,
      @Schema(description = "Its name: of memfd_create, or the key of a SysV segment")
          @Nullable String name,
      @Schema(description = "Whether no directory holds it any more") boolean deleted,
      @Schema(description = "Device of its file system, as maps has it", example = "fe:00")
          String device,
      @Schema(description = "Its inode, decimal; of a SysV segment, its id") String inode,
      @Schema(
              description =
                  "The IPC namespace of a SysV segment; absent for others, and where it is not known",
              example = "ipc:[4026531839]")
          @Nullable String ipcNamespace,
      @Schema(description = "Its build id; only where buildId= was asked for")
          @Nullable String buildId,
      @Schema(description = "How many processes map it") int processes,
      @Schema(description = "How many mappings there are of it") int mappings,
      @Schema(description = "Size of all mappings together: what several map counts for each")
          long virtualBytes,
      @Schema(description = "Bytes of it that anybody maps, each counted once") long mappedBytes,
      @Schema(
              description =
                  "Bytes of a SysV segment in memory, counted once; of other objects see proportionalBytes of smaps")
          @Nullable Long residentBytes,
      @Detail @Schema(description = "The first processes that map it, at most a hundred")
          List<MapperView> mappers) {}

  /// A SysV segment that nobody maps.
  @Schema(name = "OrphanSegment")
  record OrphanView(
      @Schema(description = "What processes find it by", example = "0x5feca7f1") String key,
      @Schema(description = "Its id, for ipcrm -m", example = "32769") String id,
      long sizeBytes,
      long residentBytes,
      long swapBytes,
      @Schema(description = "The pid that made it, in the pid namespace of the proc file system")
          int creator) {}

  /// The objects of all processes.
  @Schema(name = "SharedObjects")
  record ObjectsAnswer(
      @Schema(description = "How many objects fit the filters, on all pages") int total,
      @Schema(description = "The cursor for the next page; absent on the last")
          @Nullable String next,
      @Schema(description = "What most is mapped of first") List<SharedObjectView> objects,
      @Schema(
              description =
                  "SysV segments that nobody maps; they take memory until they are removed")
          List<OrphanView> orphans,
      @Schema(description = "The IPC namespace that orphans are told of: the service's own")
          @Nullable String orphansOf,
      CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  @GetMapping("/api/objects")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "sharedObjects",
      summary = "What processes map, and who shares it",
      description =
          """
          The files, shared segments and memfds that any process maps, with all who map each, counted once: `mappedBytes` is the union
          of what they map of it, `virtualBytes` the sum. The same device and inode are the same object, for SysV segments also the
          same IPC namespace; devices, sockets and anonymous inodes are never taken for the same. The listings of all processes are
          read for it, at most every five seconds; no page tables are walked.\
          """)
  @Problems({
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.NOT_READY,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK
  })
  ObjectsAnswer objects(@ParameterObject SharingQuery query) {
    SharingSurvey.Result result = survey.take();
    List<UnavailableView> unavailable = new ArrayList<>(unavailable(result));
    List<SharedObject> fitting = query.fitting(result.objects());
    if (query.buildId() != null) {
      BuildIds.Found found = buildIds.of(fitting, query.wantedBuildId());
      fitting = found.objects();
      unavailable.addAll(found.unavailable());
    }
    List<SharedObject> page = query.page(fitting);
    String next =
        page.isEmpty() || page.getLast().key().equals(fitting.getLast().key())
            ? null
            : SharingQuery.cursor(page.getLast());
    Map<Integer, String> names = names(processes.sample());
    return new ObjectsAnswer(
        fitting.size(),
        next,
        page.stream().map(object -> view(object, result, names, query.buildId())).toList(),
        orphans(result),
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

  private static SharedObjectView view(
      SharedObject object,
      SharingSurvey.Result result,
      Map<Integer, String> names,
      @Nullable String buildId) {
    SharedObject.Key key = object.key();
    KernelText path = object.backing().path();
    KernelText name = object.backing().name();
    return new SharedObjectView(
        key.kind().toString(),
        path == null ? null : path.text(),
        name == null ? null : name.text(),
        object.backing().deleted(),
        key.device().toString(),
        Long.toUnsignedString(key.inode()),
        key.namespace().isEmpty() ? null : key.namespace(),
        buildId,
        object.processes(),
        object.mappings(),
        object.virtualBytes(),
        object.mappedBytes(),
        residentBytes(object, result),
        object.mappers().stream()
            .map(mapper ->
                new MapperView(
                    mapper.pid(),
                    names.get(mapper.pid()),
                    mapper.mappings(),
                    mapper.virtualBytes()))
            .toList());
  }

  /// Of segments of the service's own namespace alone.
  private static @Nullable Long residentBytes(SharedObject object, SharingSurvey.Result result) {
    SharedObject.Key key = object.key();
    boolean own = result.ipcNamespace().filter(key.namespace()::equals).isPresent();
    return own
        ? result.segments().value().orElse(List.of()).stream()
            .filter(segment -> segment.id() == key.inode())
            .map(SysvSegment::residentBytes)
            .findFirst()
            .orElse(null)
        : null;
  }

  private static List<OrphanView> orphans(SharingSurvey.Result result) {
    return result.segments().value().orElse(List.of()).stream()
        .filter(SysvSegment::orphan)
        .map(segment ->
            new OrphanView(
                "0x" + Integer.toHexString(segment.key()),
                Long.toString(segment.id()),
                segment.sizeBytes(),
                segment.residentBytes(),
                segment.swapBytes(),
                segment.creator()))
        .toList();
  }

  private static List<UnavailableView> unavailable(SharingSurvey.Result result) {
    List<UnavailableView> unavailable = new ArrayList<>();
    if (result.unread() > 0) {
      unavailable.add(
          new UnavailableView(
              "objects[]",
              "partial",
              "the mappings of "
                  + result.unread()
                  + " processes could not be read: "
                  + Remedies.forMappings()));
    }
    if (!(result.segments() instanceof Outcome.Ok<?>)) {
      unavailable.add(
          new UnavailableView(
              "orphans",
              result.segments() instanceof Outcome.Gone<?>
                  ? "unsupported"
                  : result.segments().kind().toString(),
              "needs /proc/sysvipc/shm, of a kernel with CONFIG_SYSVIPC"));
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
