package dev.vmascope.procfs;

import dev.vmascope.mapping.MappingKind;
import java.util.Optional;
import java.util.function.Predicate;

/// Opens the files that a process maps, and nothing else: by the kernel's links to them where the
/// service may follow these (`CAP_CHECKPOINT_RESTORE`), else by their paths, as a [PathWalk] finds
/// them. Only regular files of local file systems are opened, and another file than the one that is
/// mapped only if the user of the process may read it.
final class MappedFileReader<T> implements AutoCloseable {
  private final PinnedProcess process;
  private final FileSystems systems;
  private final ObjectParser<T> parser;
  private final PathWalk walk;

  MappedFileReader(PinnedProcess process, FileSystems systems, ObjectParser<T> parser) {
    this.process = process;
    this.systems = systems;
    this.parser = parser;
    walk = new PathWalk(process, systems);
  }

  /// @param file of a local file system
  MappedObject<T> read(MappedFile file, Optional<String> kernelBuildId) {
    try (Naming mapped = mapped(file);
        Naming onPath = onPath(file)) {
      if (mapped.named().isPresent()) {
        Naming.Named named = mapped.named().get();
        return new MappedObject<>(
            file,
            content(file, named),
            MappedObject.Opened.BY_MAPPING,
            path(file, onPath, on -> on.status().isSame(named.status()), true),
            kernelBuildId);
      }
      boolean same = onPath.named().filter(on -> isMapped(file, on)).isPresent();
      return new MappedObject<>(
          file,
          same
              ? content(file, onPath.named().orElseThrow())
              : new FileContent.Unread<>(mapped.why()),
          same ? MappedObject.Opened.BY_PATH : MappedObject.Opened.NOT,
          path(file, onPath, on -> isMapped(file, on), file.deleted()),
          kernelBuildId);
    }
  }

  /// Whether a file is the one that maps names. Its size and its name do not matter; where maps
  /// have another device, it cannot be told.
  private static boolean isMapped(MappedFile file, Naming.Named named) {
    return named.status().device().equals(file.device()) && named.status().inode() == file.inode();
  }

  /// Another file may have been mapped there since the listing.
  private Naming mapped(MappedFile file) {
    Naming mapped = Naming.of(process.nameMapped(file.first()));
    boolean local = mapped.named().filter(named -> systems.areLocal(named.status())).isPresent();
    return mapped.only(local, FileContent.Why.FILE_SYSTEM);
  }

  private Naming onPath(MappedFile file) {
    return file.kind() == MappingKind.FILE
        ? walk.name(file.path())
        : Naming.none(FileContent.Why.GONE);
  }

  private PathState<T> path(
      MappedFile file, Naming onPath, Predicate<Naming.Named> same, boolean certain) {
    if (file.kind() != MappingKind.FILE) {
      return new PathState.NoPath<>();
    }
    if (onPath.named().isEmpty()) {
      return new PathState.Unknown<>(onPath.why());
    }
    Naming.Named named = onPath.named().get();
    if (same.test(named)) {
      return new PathState.Same<>();
    }
    boolean oneDevice =
        systems.mount(named.status()).filter(mount -> !mount.hasTwoDevices()).isPresent();
    return new PathState.Another<>(
        walk.mayRead(named)
            ? content(file, named)
            : new FileContent.Unread<>(FileContent.Why.FORBIDDEN),
        certain || oneDevice,
        named.status().inode() == file.inode());
  }

  private FileContent<T> content(MappedFile file, Naming.Named named) {
    if (!named.status().regular()) {
      return new FileContent.Unread<>(FileContent.Why.NOT_REGULAR);
    }
    LibC.Result opened = FileCalls.open(named.descriptor());
    if (opened.failed()) {
      return new FileContent.Unread<>(FileContent.Why.of(opened.errno()));
    }
    int descriptor = (int) opened.value();
    try {
      return new FileContent.Read<>(
          parser.parse(file, new OpenObject(descriptor, named.status().sizeBytes())));
    } finally {
      LibC.close(descriptor);
    }
  }

  @Override
  public void close() {
    walk.close();
  }
}
