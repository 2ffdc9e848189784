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
                "By what it is known that all who map it map one object: inode, device and inode, which no other has; map-files,"
                    + " the kernel's link to what each of them maps, on a file system of subvolumes; layer, the same link, on"
                    + " overlay mounts: heuristic where there is more than one mount, by a layer that they share, inode, size,"
                    + " birth and change; path, for want of better, by its path in its file system: may be one with another"
                    + " object of this device and inode",
            allowableValues = {"inode", "map-files", "layer", "path"})
        String identity,
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
    @WideOnly @Schema(description = "The first processes that map it, at most a hundred")
        List<MapperView> mappers) {

  /// A process that maps an object.
  @Schema(name = "Mapper")
  record MapperView(
      int pid,
      @Schema(description = "Its name; absent if it was not in the last sample")
          @Nullable String name,
      @Schema(description = "How many mappings it has of the object") int mappings,
      @Schema(description = "Their size") long virtualBytes) {
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
        key.identity().basis().toString(),
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
