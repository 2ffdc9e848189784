package dev.vmascope.elf;

import dev.vmascope.procfs.FileContent;
import dev.vmascope.procfs.MappedFile;
import dev.vmascope.procfs.MappedObject;
import dev.vmascope.procfs.PathState;
import java.util.List;
import java.util.Optional;

/// An ELF object that a process has mapped.
///
/// @param summary of the object that is mapped; absent where it could not be read
/// @param notOpened why the file that is mapped could not be opened for sure; absent where it was
/// @param identity by what the file that was read is known to be the one that is mapped; absent
///   where none was read
/// @param buildId of what is mapped; absent where it has none, or it could not be had
/// @param buildIdOnDisk of what its path leads to now; absent likewise
/// @param replacedOnDisk what became of its file
/// @param pathUnknown why it cannot be told; absent where it can
public record LoadedObject(
    MappedFile file,
    Optional<ObjectSummary> summary,
    Optional<FileContent.Why> notOpened,
    Optional<Identity> identity,
    Optional<String> buildId,
    Optional<String> buildIdOnDisk,
    OnDisk replacedOnDisk,
    Optional<FileContent.Why> pathUnknown) {

  /// What a file turned out to be.
  ///
  /// @return empty, if it is no ELF object
  public static Optional<LoadedObject> of(MappedObject<ObjectSummary> mapped) {
    return switch (mapped.content()) {
      case FileContent.Read<ObjectSummary>(ObjectSummary summary) ->
          summary instanceof ObjectSummary.Other ? Optional.empty() : read(mapped, summary);
      case FileContent.Unread<ObjectSummary>(FileContent.Why why) -> unread(mapped, why);
    };
  }

  private static Optional<LoadedObject> read(
      MappedObject<ObjectSummary> mapped, ObjectSummary summary) {
    Identity identity =
        mapped.opened() == MappedObject.Opened.BY_MAPPING ? Identity.MAP_FILES : Identity.INODE;
    Optional<String> buildId = mapped.kernelBuildId().or(() -> buildId(summary));
    return Optional.of(
        object(mapped, Optional.of(summary), Optional.empty(), Optional.of(identity), buildId));
  }

  /// Only what lies at its path can be read: that is taken for it where a file system gives files
  /// two devices, the inode is that of the mapping, and nothing speaks against it.
  private static Optional<LoadedObject> unread(
      MappedObject<ObjectSummary> mapped, FileContent.Why why) {
    Optional<String> kernel = mapped.kernelBuildId();
    if (mapped.path()
        instanceof
        PathState.Another<ObjectSummary>(
            FileContent.Read<ObjectSummary>(ObjectSummary summary),
            boolean certain,
            boolean sameInode)) {
      boolean sameBuild = kernel.isPresent() && kernel.equals(buildId(summary));
      if (sameBuild || (kernel.isEmpty() && !certain && sameInode)) {
        return summary instanceof ObjectSummary.Other
            ? Optional.empty()
            : Optional.of(
                object(
                    mapped,
                    Optional.of(summary),
                    Optional.of(why),
                    Optional.of(sameBuild ? Identity.BUILD_ID : Identity.PATH),
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
      Optional<Identity> identity,
      Optional<String> buildId) {
    Optional<String> onDisk =
        switch (mapped.path()) {
          case PathState.Same<ObjectSummary> _ -> buildId;
          case PathState.Another<ObjectSummary>(FileContent<ObjectSummary> content, _, _) ->
              content instanceof FileContent.Read<ObjectSummary>(ObjectSummary other)
                  ? buildId(other)
                  : Optional.empty();
          case PathState.Unknown<ObjectSummary> _, PathState.NoPath<ObjectSummary> _ ->
              Optional.empty();
        };
    OnDisk replaced =
        onDisk(mapped.path(), mapped.kernelBuildId().or(() -> buildId), onDisk, identity);
    Optional<FileContent.Why> pathUnknown =
        mapped.path() instanceof PathState.Unknown<ObjectSummary>(FileContent.Why why)
            ? Optional.of(why)
            : notOpened;
    return new LoadedObject(
        mapped.file(),
        summary,
        notOpened,
        identity,
        buildId,
        onDisk,
        replaced,
        replaced == OnDisk.UNKNOWN ? pathUnknown : Optional.empty());
  }

  private static OnDisk onDisk(
      PathState<ObjectSummary> path,
      Optional<String> mapped,
      Optional<String> there,
      Optional<Identity> identity) {
    return switch (path) {
      case PathState.Same<ObjectSummary> _ -> OnDisk.NO;
      case PathState.NoPath<ObjectSummary> _ -> OnDisk.NOT_APPLICABLE;
      case PathState.Unknown<ObjectSummary>(FileContent.Why why) ->
          why == FileContent.Why.GONE ? OnDisk.DELETED : OnDisk.UNKNOWN;
      case PathState.Another<ObjectSummary>(
              FileContent<ObjectSummary> content,
              boolean certain,
              _) -> {
        if (mapped.isPresent()
            && mapped.equals(there)
            && !identity.equals(Optional.of(Identity.PATH))) {
          yield certain ? OnDisk.SAME_BUILD : OnDisk.NO;
        }
        boolean tells = mapped.isPresent() && content instanceof FileContent.Read<ObjectSummary>;
        yield certain || (tells && !mapped.equals(there)) ? OnDisk.REPLACED : OnDisk.UNKNOWN;
      }
    };
  }

  private static Optional<String> buildId(ObjectSummary summary) {
    return summary instanceof ObjectSummary.Known known
        ? known.facts().buildId()
        : Optional.empty();
  }

  /// Why it could not be read; absent where it was.
  public Optional<FileContent.Why> unread() {
    return summary.isPresent() ? Optional.empty() : notOpened;
  }

  /// Its facts, where it could be read and understood.
  public Optional<ObjectFacts> facts() {
    return summary.flatMap(known ->
        known instanceof ObjectSummary.Known(ObjectFacts facts, _, _)
            ? Optional.of(facts)
            : Optional.empty());
  }

  /// What it can be asked for by.
  public ObjectId id() {
    return ObjectId.of(file, buildId);
  }

  /// Whether it can be asked for by this id.
  boolean is(ObjectId asked) {
    return asked.isOf(file, buildId);
  }

  /// Where it lies in memory.
  public LoadPlace place() {
    return LoadPlace.of(file, facts().map(ObjectFacts::loads).orElse(List.of()));
  }

  /// Whether its addresses are those in memory: those of a program that cannot lie anywhere, or of
  /// a library that was linked for where it lies.
  public boolean isFixed() {
    return facts().filter(known -> !known.movable() || place().biases().contains(0L)).isPresent();
  }

  /// The last part of its path.
  String fileName() {
    String path = file.path().latin1();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
