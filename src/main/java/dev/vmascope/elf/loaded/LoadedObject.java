package dev.vmascope.elf.loaded;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.object.FileContent;
import dev.vmascope.procfs.object.MappedFile;
import dev.vmascope.procfs.object.MappedInode;
import dev.vmascope.procfs.object.MappedObject;
import dev.vmascope.procfs.object.PathTarget;
import java.util.List;
import java.util.Optional;

/// An ELF object that a process has mapped.
///
/// @param summary the summary of the mapped object; absent where it could not be read
/// @param notOpened the reason why the mapped file could not be opened with certainty; absent where
///   it was
/// @param identity the proof that the file that was read is the one that is mapped; absent where
///   none was read
/// @param buildId the build id of the mapped object; absent where it has none, or it could not be
///   read
/// @param buildIdOnDisk the build id of the file at its path now; absent likewise
/// @param inode the inode of the mapped file; absent where the kernel's link to it may not be
///   followed
/// @param installedPath the path where the file belongs: its own path, unless a package manager had
///   renamed it before
/// @param replacedOnDisk the state of its path
/// @param pathUnknown the reason why that is unknown; absent where it is known
public record LoadedObject(
    MappedFile file,
    Optional<ObjectSummary> summary,
    Optional<FileContent.Why> notOpened,
    Optional<MatchedBy> identity,
    Optional<String> buildId,
    Optional<String> buildIdOnDisk,
    Optional<MappedInode> inode,
    RawText installedPath,
    FileChange replacedOnDisk,
    Optional<FileContent.Why> pathUnknown) {

  /// The object of a mapped file.
  ///
  /// @return empty if it is no ELF object
  public static Optional<LoadedObject> of(MappedObject<ObjectSummary> mapped) {
    return switch (mapped.content()) {
      case FileContent.Read<ObjectSummary>(ObjectSummary summary) ->
          summary instanceof ObjectSummary.Other ? Optional.empty() : read(mapped, summary);
      case FileContent.Unread<ObjectSummary>(FileContent.Why why) -> unread(mapped, why);
    };
  }

  private static Optional<LoadedObject> read(
      MappedObject<ObjectSummary> mapped, ObjectSummary summary) {
    MatchedBy identity =
        mapped.opened() == MappedObject.Opened.BY_MAPPING ? MatchedBy.MAP_FILES : MatchedBy.INODE;
    Optional<String> buildId = mapped.kernelBuildId().or(() -> buildId(summary));
    return Optional.of(
        object(mapped, Optional.of(summary), Optional.empty(), Optional.of(identity), buildId));
  }

  /// The object of a file of which only the one at its path can be read. That is taken for the
  /// mapped file where a file system gives files two devices, the inode is that of the mapping, and
  /// no fact speaks against it.
  private static Optional<LoadedObject> unread(
      MappedObject<ObjectSummary> mapped, FileContent.Why why) {
    Optional<String> kernel = mapped.kernelBuildId();
    if (mapped.path()
        instanceof
        PathTarget.Another<ObjectSummary>(
            FileContent.Read<ObjectSummary>(ObjectSummary summary),
            boolean certain,
            boolean sameInode,
            _)) {
      boolean sameBuild = kernel.isPresent() && kernel.equals(buildId(summary));
      if (sameBuild || (kernel.isEmpty() && !certain && sameInode)) {
        return summary instanceof ObjectSummary.Other
            ? Optional.empty()
            : Optional.of(
                object(
                    mapped,
                    Optional.of(summary),
                    Optional.of(why),
                    Optional.of(sameBuild ? MatchedBy.BUILD_ID : MatchedBy.PATH),
                    kernel.or(() -> buildId(summary))));
      }
    }
    boolean mayBeElf = kernel.isPresent() || mapped.file().mayHaveCode();
    return mayBeElf
        ? Optional.of(object(mapped, Optional.empty(), Optional.of(why), Optional.empty(), kernel))
        : Optional.empty();
  }

  private static LoadedObject object(
      MappedObject<ObjectSummary> mapped,
      Optional<ObjectSummary> summary,
      Optional<FileContent.Why> notOpened,
      Optional<MatchedBy> identity,
      Optional<String> buildId) {
    Optional<String> onDisk =
        switch (mapped.path()) {
          case PathTarget.Same<ObjectSummary> _ -> buildId;
          case PathTarget.Another<ObjectSummary>(FileContent<ObjectSummary> content, _, _, _) ->
              content instanceof FileContent.Read<ObjectSummary>(ObjectSummary other)
                  ? buildId(other)
                  : Optional.empty();
          case PathTarget.Nothing<ObjectSummary> _,
              PathTarget.Unknown<ObjectSummary> _,
              PathTarget.NoPath<ObjectSummary> _ ->
              Optional.empty();
        };
    FileChange replaced =
        switch (mapped.path()) {
          case PathTarget.Same<ObjectSummary> _ -> FileChange.NO;
          case PathTarget.NoPath<ObjectSummary> _ -> FileChange.NOT_APPLICABLE;
          case PathTarget.Nothing<ObjectSummary> _ -> FileChange.DELETED;
          case PathTarget.Unknown<ObjectSummary> _ -> FileChange.UNKNOWN;
          case PathTarget.Another<ObjectSummary> another -> {
            boolean asMapped = !identity.equals(Optional.of(MatchedBy.PATH));
            yield onDisk(mapped, another, asMapped ? buildId : mapped.kernelBuildId(), onDisk);
          }
        };
    return new LoadedObject(
        mapped.file(),
        summary,
        notOpened,
        identity,
        buildId,
        onDisk,
        mapped.inode(),
        mapped.installedPath(),
        replaced,
        replaced == FileChange.UNKNOWN ? pathUnknown(mapped.path(), notOpened) : Optional.empty());
  }

  /// The state of a path with another file: an update only if that is proven to be of another
  /// build.
  ///
  /// @param known the build id of the mapped object
  /// @param there the build id of the other file
  private static FileChange onDisk(
      MappedObject<ObjectSummary> mapped,
      PathTarget.Another<ObjectSummary> another,
      Optional<String> known,
      Optional<String> there) {
    Optional<Boolean> same =
        known.isPresent()
                && another.content()
                    instanceof FileContent.Read<ObjectSummary>(ObjectSummary.Known _)
            ? Optional.of(known.equals(there))
            : another.sameBuild();
    if (same.isPresent()) {
      FileChange sameBuild = another.certain() ? FileChange.SAME_BUILD : FileChange.NO;
      return same.get() ? sameBuild : FileChange.REPLACED;
    }
    boolean differs =
        switch (another.content()) {
          case FileContent.Read<ObjectSummary>(ObjectSummary other) ->
              other instanceof ObjectSummary.Known found
                  ? LoadBias.contradicts(mapped.file(), found.facts().loads())
                  : other instanceof ObjectSummary.Other && mapped.file().mayHaveCode();
          case FileContent.Unread<ObjectSummary>(FileContent.Why why) ->
              why == FileContent.Why.NOT_REGULAR;
        };
    return differs && another.certain() ? FileChange.REPLACED : FileChange.UNKNOWN;
  }

  private static Optional<FileContent.Why> pathUnknown(
      PathTarget<ObjectSummary> path, Optional<FileContent.Why> notOpened) {
    return switch (path) {
      case PathTarget.Unknown<ObjectSummary>(FileContent.Why why) -> Optional.of(why);
      case PathTarget.Another<ObjectSummary>(
              FileContent.Unread<ObjectSummary>(FileContent.Why why),
              _,
              _,
              _) ->
          Optional.of(why);
      case PathTarget.Another<ObjectSummary> _ ->
          notOpened.or(() -> Optional.of(FileContent.Why.SKIPPED));
      case PathTarget.Same<ObjectSummary> _,
          PathTarget.Nothing<ObjectSummary> _,
          PathTarget.NoPath<ObjectSummary> _ ->
          Optional.empty();
    };
  }

  private static Optional<String> buildId(ObjectSummary summary) {
    return summary instanceof ObjectSummary.Known known
        ? known.facts().buildId()
        : Optional.empty();
  }

  /// The reason why it could not be read; absent where it was.
  public Optional<FileContent.Why> unread() {
    return summary.isPresent() ? Optional.empty() : notOpened;
  }

  /// Its facts, where it could be read and understood.
  public Optional<ObjectInfo> facts() {
    return summary.flatMap(known ->
        known instanceof ObjectSummary.Known(ObjectInfo facts, _, _)
            ? Optional.of(facts)
            : Optional.empty());
  }

  /// The id by which it can be asked for.
  public ObjectId id() {
    return ObjectId.of(file, buildId);
  }

  /// Whether this is its id.
  boolean is(ObjectId asked) {
    return asked.isOf(file, buildId);
  }

  /// Its position in memory.
  public LoadBias place() {
    return LoadBias.of(file, facts().map(ObjectInfo::loads).orElse(List.of()));
  }

  /// Whether its addresses are those in memory: those of a program at fixed addresses, or of a
  /// library that was linked for its position.
  public boolean isFixed() {
    return facts().filter(known -> !known.movable() || place().biases().contains(0L)).isPresent();
  }

  /// The last part of its path.
  String fileName() {
    String path = file.path().latin1();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
