package dev.vmascope.procfs.object;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.FileCalls;
import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.call.FileSystemStatus;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.process.FileSystems;
import dev.vmascope.procfs.process.PinnedProcess;
import java.io.IOException;

/// A reader of the size and free space of the file behind a mapping. It uses the kernel's link to
/// it where the service may follow that (`CAP_CHECKPOINT_RESTORE`). Otherwise it uses the path, by
/// a [PathWalk], if the file there has the device and the inode of the mapping. Only local file
/// systems are asked.
final class BackingFileStateReader {
  private final PinnedProcess process;
  private final FileSystems systems;

  BackingFileStateReader(PinnedProcess process) {
    this.process = process;
    systems = FileSystems.of(process);
  }

  /// The state of the file at an offset.
  ///
  /// @param offset the offset of a page of the file
  /// @return not applicable if it is no regular file of a local file system
  Outcome<BackingFileState> read(Mapping mapping, long offset) {
    if (!systems.areLocal(mapping.device())) {
      return new Outcome.NotApplicable<>();
    }
    LibC.Result byLink = process.nameMapped(mapping.range());
    return byLink.failed()
        ? byPath(mapping, offset, byLink)
        : named((int) byLink.value(), mapping, offset, false);
  }

  private Outcome<BackingFileState> byPath(Mapping mapping, long offset, LibC.Result byLink) {
    Backing backing = mapping.backing();
    RawText path = backing.path();
    if (backing.kind() != MappingKind.FILE || backing.deleted() || path == null) {
      return Outcome.ofFailure(byLink.exception(), true);
    }
    try (PathWalk walk = new PathWalk(process, systems)) {
      Naming inRoot = walk.name(path);
      return inRoot.named().isEmpty()
          ? Outcome.ofFailure(byLink.exception(), true)
          : named(inRoot.named().get().descriptor(), mapping, offset, true);
    }
  }

  /// @param byPath whether the file has yet to be verified as the mapped one
  private Outcome<BackingFileState> named(
      int descriptor, Mapping mapping, long offset, boolean byPath) {
    try {
      FileStatus status = FileCalls.status(descriptor);
      boolean same = status.device().equals(mapping.device()) && status.inode() == mapping.inode();
      if (byPath && !same) {
        return new Outcome.Denied<>(Errno.EPERM);
      }
      return status.regular() && systems.areLocal(status)
          ? new Outcome.Ok<>(room(descriptor, status.sizeBytes(), offset))
          : new Outcome.NotApplicable<>();
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    } finally {
      LibC.close(descriptor);
    }
  }

  /// The state by an `O_PATH` descriptor. A file is opened for reading only where its file system
  /// is full: then it matters whether it has the page.
  private static BackingFileState room(int named, long sizeBytes, long offset) throws IOException {
    FileSystemStatus system = FileCalls.fileSystem(named);
    boolean noRoom = system.full() && offset < sizeBytes && isHole(named, offset);
    return new BackingFileState(sizeBytes, noRoom, system.inMemory());
  }

  private static boolean isHole(int named, long offset) throws IOException {
    LibC.Result opened = FileCalls.open(named);
    if (opened.failed()) {
      throw opened.exception();
    }
    try {
      LibC.Result data = FileCalls.nextData((int) opened.value(), offset);
      return data.failed() || data.value() >= offset + LibC.PAGE_BYTES;
    } finally {
      LibC.close((int) opened.value());
    }
  }
}
