package dev.vmascope.procfs.object;

import dev.vmascope.mapping.FileEvidence;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.mount.Mount;
import dev.vmascope.procfs.process.FileSystems;
import dev.vmascope.procfs.process.PinnedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A reader of the identity of mapped files where maps alone leaves it ambiguous. On local file
/// systems with subvolumes or layers it follows the kernel's links and reads their status;
/// elsewhere the table of mounts decides, without touching the file system. No file is opened.
final class EvidenceReader {
  private final PinnedProcess process;
  private final FileSystems systems;
  private final String rootPath;
  private Optional<FileContent.Why> refused = Optional.empty();

  EvidenceReader(PinnedProcess process) {
    this.process = process;
    systems = FileSystems.of(process);
    rootPath =
        process
            .rootPath()
            .value()
            .map(RawText::latin1)
            .filter(text -> !text.equals("/"))
            .orElse("");
  }

  /// The evidence of files, in their order.
  ///
  /// @param files a mapping of each
  /// @param endNanos the deadline, after which no more files are read
  List<MappedFileEvidence> read(List<ClassifiedMapping> files, long endNanos) {
    List<MappedFileEvidence> all = new ArrayList<>();
    for (ClassifiedMapping file : files) {
      all.add(read(file, System.nanoTime() - endNanos < 0));
    }
    return all;
  }

  private MappedFileEvidence read(ClassifiedMapping file, boolean inTime) {
    Mapping mapping = file.mapping();
    return switch (systems.numbering(mapping.device())) {
      case UNIQUE -> MappedFileEvidence.of(new FileEvidence.Numbers());
      case BY_OTHERS -> onPath(file, FileContent.Why.FILE_SYSTEM);
      case BY_SUBVOLUME, BY_LAYER -> inTime ? linked(file) : onPath(file, FileContent.Why.SKIPPED);
    };
  }

  /// The evidence by the kernel's link. A failure for one mapping does not affect the others of the
  /// process.
  private MappedFileEvidence linked(ClassifiedMapping file) {
    if (refused.isPresent()) {
      return onPath(file, refused.get());
    }
    try (Naming naming = Naming.of(process.nameMapped(file.mapping().range()))) {
      if (naming.named().isEmpty()) {
        refused = Optional.of(naming.why()).filter(FileContent.Why.DENIED::equals);
        return onPath(file, naming.why());
      }
      FileStatus status = naming.named().get().status();
      return evidence(file, status);
    }
  }

  /// The evidence of a file status. Another file may have been mapped at that address since the
  /// listing.
  private MappedFileEvidence evidence(ClassifiedMapping file, FileStatus status) {
    Optional<Mount> mount = systems.mount(status);
    Mount.Numbering numbering =
        mount.map(Mount::numbering).orElseGet(() -> systems.numbering(file.mapping().device()));
    return switch (numbering) {
      case BY_SUBVOLUME ->
          status.inode() == file.mapping().inode()
              ? MappedFileEvidence.of(
                  new FileEvidence.Subvolume(
                      status.device(), status.inode(), status.subvolume().orElse(0)))
              : onPath(file, FileContent.Why.GONE);
      case BY_LAYER ->
          MappedFileEvidence.of(
              new FileEvidence.Layered(
                  status.device(),
                  new FileEvidence.LayerState(
                      status.inode(), status.sizeBytes(), status.born(), status.changed()),
                  mount.map(Mount::layers).orElse(Set.of())));
      case UNIQUE, BY_OTHERS -> onPath(file, FileContent.Why.GONE);
    };
  }

  private MappedFileEvidence onPath(ClassifiedMapping file, FileContent.Why why) {
    String printed = Objects.requireNonNull(file.backing().path()).latin1();
    String inRoot =
        printed.startsWith(rootPath + "/") ? printed.substring(rootPath.length()) : printed;
    return MappedFileEvidence.path(
        systems.own().inFileSystem(file.mapping().device(), inRoot), why);
  }
}
