package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.MappingKind;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/// Opens the files that a process maps, and nothing else: by the kernel's links to them where the
/// service may follow these (`CAP_CHECKPOINT_RESTORE`), else by their paths within the root of the
/// process. Only regular files are opened.
final class MappedFileReader<T> implements AutoCloseable {
  private final PinnedProcess process;
  private final ObjectParser<T> parser;
  private final LibC.Result root;
  private final String rootPath;

  MappedFileReader(PinnedProcess process, ObjectParser<T> parser) {
    this.process = process;
    this.parser = parser;
    root = process.root();
    rootPath =
        process
            .rootPath()
            .value()
            .map(KernelText::latin1)
            .filter(text -> !text.equals("/"))
            .orElse("");
  }

  /// A file that is named, and what it is.
  private record Named(int descriptor, FileStatus status) implements AutoCloseable {
    @Override
    public void close() {
      LibC.close(descriptor);
    }
  }

  /// What naming a file gave: it, or why not.
  private record Naming(Optional<Named> named, FileContent.Why why) implements AutoCloseable {
    static Naming of(LibC.Result opened) {
      if (opened.failed()) {
        return new Naming(Optional.empty(), FileContent.Why.of(opened.errno()));
      }
      int descriptor = (int) opened.value();
      try {
        FileStatus status = FileCalls.status(descriptor);
        return new Naming(Optional.of(new Named(descriptor, status)), FileContent.Why.FAILED);
      } catch (IOException _) {
        LibC.close(descriptor);
        return new Naming(Optional.empty(), FileContent.Why.FAILED);
      }
    }

    @Override
    public void close() {
      named.ifPresent(Named::close);
    }
  }

  MappedObject<T> read(MappedFile file, Optional<String> kernelBuildId) {
    try (Naming mapped = Naming.of(process.nameMapped(file.first()));
        Naming onPath = onPath(file)) {
      if (mapped.named().isPresent()) {
        Named named = mapped.named().get();
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

  /// Whether a file is the one that maps names. Its size and its name do not matter; on an overlay
  /// file system maps has another device, and then it cannot be told.
  private static boolean isMapped(MappedFile file, Named named) {
    return named.status().device().equals(file.device()) && named.status().inode() == file.inode();
  }

  private Naming onPath(MappedFile file) {
    if (file.kind() != MappingKind.FILE) {
      return new Naming(Optional.empty(), FileContent.Why.GONE);
    }
    if (root.failed()) {
      return new Naming(Optional.empty(), FileContent.Why.of(root.errno()));
    }
    String path = file.path().latin1();
    if (!path.startsWith(rootPath + "/")) {
      return new Naming(Optional.empty(), FileContent.Why.FAILED);
    }
    byte[] inRoot = new KernelText(path.substring(rootPath.length())).bytes();
    return Naming.of(FileCalls.nameInRoot((int) root.value(), inRoot));
  }

  private PathState<T> path(
      MappedFile file, Naming onPath, Predicate<Named> same, boolean certain) {
    if (file.kind() != MappingKind.FILE) {
      return new PathState.NoPath<>();
    }
    if (onPath.named().isEmpty()) {
      return new PathState.Unknown<>(onPath.why());
    }
    Named named = onPath.named().get();
    return same.test(named)
        ? new PathState.Same<>()
        : new PathState.Another<>(content(file, named), certain);
  }

  private FileContent<T> content(MappedFile file, Named named) {
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
    if (!root.failed()) {
      LibC.close((int) root.value());
    }
  }
}
