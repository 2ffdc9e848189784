package dev.vmascope.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.listing.Detail;
import dev.vmascope.listing.Format;
import dev.vmascope.listing.Listings;
import dev.vmascope.listing.NextPage;
import dev.vmascope.listing.RowWriter;
import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.SharedObject;
import dev.vmascope.mapping.SysvSegment;
import dev.vmascope.problem.ProblemCode;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The objects that all processes map, and who maps them.
@RestController
@Tag(name = "Node")
class SharingController {
  private static final int MOST_ORPHANS = 1_000;

  private final SharingSurvey survey;
  private final BuildIds buildIds;
  private final Processes processes;
  private final Listings listings;

  SharingController(
      SharingSurvey survey, BuildIds buildIds, Processes processes, Listings listings) {
    this.survey = survey;
    this.buildIds = buildIds;
    this.processes = processes;
    this.listings = listings;
  }

  /// A process that maps an object.
  @Schema(name = "Mapper")
  record MapperView(
      int pid,
      @Schema(description = "Its name; absent if it was not in the last sample")
          @Nullable String name,
      @Schema(description = "How many mappings it has of the object") int mappings,
      @Schema(description = "Their size") long virtualBytes) {
    /// A cell of a table.
    @Override
    public String toString() {
      return name == null ? Integer.toString(pid) : pid + " " + name;
    }
  }

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
      @Schema(
              description =
                  "Bytes of it that anybody maps, each counted once; absent where it is mapped in too many parts")
          @Nullable Long mappedBytes,
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

  /// What comes before the objects.
  record SharingHead(
      @Schema(description = "How many objects fit the filters, on all pages") int total,
      @Schema(description = "The cursor for the next page; absent on the last")
          @Nullable String next) {}

  /// What comes after them.
  record SharingTail(
      @Schema(
              description =
                  "SysV segments that nobody maps, at most a thousand; they take memory until they are removed. On the first page"
                      + " alone")
          List<OrphanView> orphans,
      @Schema(description = "The IPC namespace that orphans are told of: the service's own")
          @Nullable String orphansOf,
      CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  /// The JSON of the list: its shape, for the API description and for readers.
  @Schema(name = "SharedObjects")
  record SharingAnswer(
      @JsonUnwrapped SharingHead head,
      List<SharedObjectView> objects,
      @JsonUnwrapped SharingTail tail) {}

  @GetMapping("/api/objects")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "sharedObjects",
      summary = "What processes map, and who shares it",
      description =
          """
          The files, shared segments and memfds that any process maps, with all who map each, counted once: `mappedBytes` is the union
          of what they map of it, `virtualBytes` the sum; what most is mapped of comes first. The same device and inode are the same
          object, for SysV segments also the same IPC namespace; devices, sockets and anonymous inodes are never taken for the same.
          The listings of all processes are read for it, at most every five seconds; no page tables are walked.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The objects",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = SharingAnswer.class)),
        @Content(
            mediaType = "application/x-ndjson",
            schema =
                @Schema(
                    type = "string",
                    description = "An object a line; the last line has the rest")),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
      })
  @Problems({
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.NOT_ACCEPTABLE,
    ProblemCode.NOT_READY,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK
  })
  void objects(
      @ParameterObject SharingQuery query, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Format format =
        Format.of(
            query.format(),
            request.getHeader(HttpHeaders.ACCEPT),
            EnumSet.complementOf(EnumSet.of(Format.TEXT)));
    query.check();
    SharingSurvey.Result result = survey.take();
    List<UnavailableView> unavailable = new ArrayList<>(unavailable(result));
    List<SharedObject> fitting = query.fitting(result.objects());
    String buildId = query.buildId() == null ? null : query.wantedBuildId();
    if (buildId != null) {
      BuildIds.Found found = buildIds.of(fitting, buildId);
      fitting = found.objects();
      unavailable.addAll(found.unavailable());
    }
    List<SharedObject> page = query.page(fitting);
    String next =
        page.isEmpty() || page.getLast().key().equals(fitting.getLast().key())
            ? null
            : SharingQuery.cursor(page.getLast());
    response.setContentType(format.contentType());
    if (next != null && (format == Format.CSV || format == Format.TABLE)) {
      NextPage.link(request, response, next);
    }
    RowWriter<SharedObjectView> rows =
        listings.writer(
            format,
            response.getOutputStream(),
            new SharingHead(fitting.size(), next),
            "objects",
            SharedObjectView.class);
    Map<Integer, String> names = names(processes.sample());
    for (SharedObject object : page) {
      rows.row(view(object, result, names, buildId));
    }
    rows.end(
        new SharingTail(
            query.after() == null ? orphans(result) : List.of(),
            result.ipcNamespace().orElse(null),
            new CaptureView(
                result.at(),
                result.took().toNanos() / 1000,
                result.reads(),
                false,
                result.complete()),
            unavailable));
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
        object.isExact() ? object.mappedBytes() : null,
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
        .limit(MOST_ORPHANS)
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
