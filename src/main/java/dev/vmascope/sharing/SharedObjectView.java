package dev.vmascope.sharing;

import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.proc.SysvSegment;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object that processes map.
@Schema(name = "SharedObject")
record SharedObjectView(
    @Schema(
            description = "Kind of the object",
            allowableValues = {"file", "memfd", "sysv", "shared-anonymous", "hugetlb"})
        String kind,
    @Schema(description = "Path of the object, as seen by the first process that maps it")
        @Nullable String path,
    @Schema(description = "Name given to memfd_create, or the key of a SysV segment")
        @Nullable String name,
    @Schema(description = "Whether no directory has the object any more") boolean deleted,
    @WideOnly @Schema(description = "Device of its file system, as maps has it", example = "fe:00")
        String device,
    @WideOnly @Schema(description = "Inode, decimal; for a SysV segment, its id") String inode,
    @WideOnly
        @Schema(
            description =
                "Evidence that all these processes map the same object. inode: device and inode, which no other"
                    + " object has. map-files: the kernel's link to what each process maps, on a file system with"
                    + " subvolumes. layer: the same link, on overlay mounts; with more than one mount it is a"
                    + " heuristic, by shared layer, inode, size, birth and change. path: only the path in its file"
                    + " system; the object can be the same as another one with this device and inode")
        FileIdentity.Basis identity,
    @WideOnly
        @Schema(
            description =
                "IPC namespace of a SysV segment; absent for others, and if it is not known",
            example = "ipc:[4026531839]")
        @Nullable String ipcNamespace,
    @Schema(description = "Build id; only if the request has buildId=") @Nullable String buildId,
    @Schema(description = "Number of processes that map it") int processes,
    @Schema(description = "Number of its mappings") int mappings,
    @Schema(
            description =
                "Size of all its mappings; a part that several mappings show counts for each")
        long virtualBytes,
    @Schema(
            description =
                "Number of its bytes that any process maps, each counted once; absent if it is mapped in too many"
                    + " parts")
        @Nullable Long mappedBytes,
    @Schema(
            description =
                "Resident size of a SysV segment, counted once; for other objects see proportionalBytes of smaps")
        @Nullable Long residentBytes,
    @WideOnly @Schema(description = "First processes that map it, at most a hundred")
        List<MapperView> mappers) {

  /// A process that maps an object.
  @Schema(name = "Mapper")
  record MapperView(
      int pid,
      @Schema(description = "Name of the process; absent if it was not in the last sample")
          @Nullable String name,
      @Schema(description = "Number of its mappings of the object") int mappings,
      @Schema(description = "Size of these mappings") long virtualBytes) {
    /// The text of a table cell.
    @Override
    public String toString() {
      return name == null ? Integer.toString(pid) : pid + " " + name;
    }
  }

  /// @param names the names of processes, by pid
  /// @param buildId the requested build id, if any
  static SharedObjectView of(
      SharedObject object,
      SharingSurvey.Result result,
      Map<Integer, String> names,
      @Nullable String buildId) {
    SharedObject.Key key = object.key();
    RawText path = object.backing().path();
    RawText name = object.backing().name();
    return new SharedObjectView(
        key.kind().toString(),
        path == null ? null : path.text(),
        name == null ? null : name.text(),
        object.backing().deleted(),
        key.device().toString(),
        Long.toUnsignedString(key.inode()),
        key.identity().basis(),
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

  /// The resident size; for segments of the service's own namespace only.
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
}
