package dev.vmascope.comparison;

import dev.vmascope.diff.run.RunObject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file or another object with a path that is not mapped alike.
@Schema(name = "ObjectDiff")
record ObjectDiffView(
    @Schema(
            description =
                "Change from a to b. added, removed: only b, or only a, maps it. changed: both do, but not the same"
                    + " number of bytes or mappings, or another file of this path",
            allowableValues = {"added", "removed", "changed"})
        String change,
    @Schema(description = "Path of the object") String path,
    @Schema(
            description =
                "Path of the file in the other process that seems to be another version of it; absent if there is none")
        @Nullable String otherVersion,
    @Schema(
            description =
                "true if b maps another file of this path: the same file system, but another inode; absent if not,"
                    + " or if the file systems differ")
        @Nullable Boolean replaced,
    @Schema(description = "Number of its mappings in b") int mappings,
    @Schema(description = "Increase from a to b; negative for a decrease") int mappingsChange,
    @Schema(description = "Size of its mappings in b") long virtualBytes,
    @Schema(description = "Increase from a to b; negative for a decrease") long changedBytes) {

  private static final Comparator<RunObject> LARGEST_FIRST =
      Comparator.<RunObject>comparingLong(
              object -> Math.abs(object.bytesAfter() - object.bytesBefore()))
          .reversed();

  /// The objects that differ, largest difference of size first.
  static List<RunObject> changed(List<RunObject> objects) {
    return objects.stream()
        .filter(object ->
            object.hasPath()
                && (object.mappingsBefore() != object.mappingsAfter()
                    || object.bytesBefore() != object.bytesAfter()
                    || object.isReplaced()))
        .sorted(LARGEST_FIRST)
        .toList();
  }

  static ObjectDiffView of(RunObject object) {
    RunObject version = object.counterpart();
    return new ObjectDiffView(
        object.mappingsBefore() == 0
            ? "added"
            : object.mappingsAfter() == 0 ? "removed" : "changed",
        object.name().text(),
        version == null ? null : version.name().text(),
        object.isReplaced() ? Boolean.TRUE : null,
        object.mappingsAfter(),
        object.mappingsAfter() - object.mappingsBefore(),
        object.bytesAfter(),
        object.bytesAfter() - object.bytesBefore());
  }
}
