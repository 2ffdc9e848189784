package dev.vmascope.procfs.object;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.InstalledPath;
import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.FileCalls;
import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.process.FileSystems;
import dev.vmascope.procfs.process.PinnedProcess;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// An opener of the regular files that one process maps. It follows the kernel's links where the
/// service may (`CAP_CHECKPOINT_RESTORE`), else the paths, by a [PathWalk]. Only regular files of
/// local file systems are opened. Another file at the path of a mapped one is opened only if the
/// user of the process may read it.
final class MappedFileReader<T> implements AutoCloseable {
  private final PinnedProcess process;
  private final FileSystems systems;
  private final MappedFileParser<T> parser;
  private final Optional<Instant> started;
  private final PathWalk walk;
  private final Map<Id, MappedFile> known = new HashMap<>();

  /// @param started the start time of the process; absent where it is not known
  MappedFileReader(
      PinnedProcess process,
      FileSystems systems,
      MappedFileParser<T> parser,
      Optional<Instant> started) {
    this.process = process;
    this.systems = systems;
    this.parser = parser;
    this.started = started;
    walk = new PathWalk(process, systems);
  }

  /// The key that distinguishes files.
  private record Id(Device device, long inode) {
    static Id of(FileStatus status) {
      return new Id(status.device(), status.inode());
    }
  }

  /// The file at the path where a mapped one belongs.
  ///
  /// @param file the mapped file, under its real name
  /// @param path the path where it belongs
  private record There(MappedFile file, RawText path, Naming naming) {}

  /// @param listed a file of a local file system
  MappedObject<T> read(MappedFile listed, Optional<String> kernelBuildId) {
    try (Naming mapped = mapped(listed)) {
      Id id = mapped.named().map(named -> Id.of(named.status())).orElse(idInMaps(listed));
      There there = there(listed, id, mapped);
      try (Naming onPath = there.naming()) {
        MappedFile file = there.file();
        known.putIfAbsent(id, file);
        FileContent<T> content;
        MappedObject.Opened opened = MappedObject.Opened.NOT;
        if (mapped.named().isPresent()) {
          content = content(file, mapped.named().get());
          opened = MappedObject.Opened.BY_MAPPING;
        } else if (is(id, onPath)) {
          content = content(file, onPath.named().orElseThrow());
          opened = MappedObject.Opened.BY_PATH;
        } else {
          boolean noRoot = onPath.why() == FileContent.Why.NO_ROOT;
          content = new FileContent.Unread<>(noRoot ? FileContent.Why.NO_ROOT : mapped.why());
        }
        return new MappedObject<>(
            file,
            content,
            opened,
            mapped
                .named()
                .map(named -> MappedInode.of(named.status(), walk.rights().user(), started)),
            there.path(),
            is(id, onPath) ? new PathTarget.Same<>() : state(file, mapped, content, onPath),
            kernelBuildId);
      }
    }
  }

  /// The identity in maps, regardless of size and name; where maps and the status of one file have
  /// different devices, it is ambiguous.
  private static Id idInMaps(MappedFile file) {
    return new Id(file.device(), file.inode());
  }

  private static boolean is(Id id, Naming naming) {
    return naming.named().filter(named -> Id.of(named.status()).equals(id)).isPresent();
  }

  /// Opens a mapped file by the kernel's link. Another file may have been mapped there since the
  /// listing.
  private Naming mapped(MappedFile file) {
    Naming mapped = Naming.of(process.nameMapped(file.first()));
    boolean local = mapped.named().filter(named -> systems.areLocal(named.status())).isPresent();
    return mapped.only(local, FileContent.Why.FILE_SYSTEM);
  }

  private There there(MappedFile file, Id id, Naming mapped) {
    if (file.kind() != MappingKind.FILE) {
      return new There(file, file.path(), Naming.none(FileContent.Why.GONE));
    }
    Naming printed = walk.name(file.path());
    if (!file.deleted() || is(id, printed)) {
      return new There(file, file.path(), printed);
    }
    if (mapped.named().filter(named -> named.status().links() == 0).isEmpty()) {
      RawText whole = new RawText(file.path().latin1() + MappedFile.DELETED);
      Naming really = walk.name(whole);
      if (is(id, really)) {
        printed.close();
        return new There(file.reallyNamed(whole), whole, really);
      }
      really.close();
    }
    Optional<InstalledPath> installed =
        printed.why() == FileContent.Why.GONE && printed.named().isEmpty()
            ? InstalledPath.of(file.path())
            : Optional.empty();
    if (installed.isPresent()) {
      Naming place = walk.name(installed.get().path());
      if (place.named().isPresent() || installed.get().certain()) {
        return new There(file, installed.get().path(), place);
      }
    }
    return new There(file, file.path(), printed);
  }

  /// The state of the path of a mapped file.
  private PathTarget<T> state(
      MappedFile file, Naming mapped, FileContent<T> content, Naming onPath) {
    if (file.kind() != MappingKind.FILE) {
      return new PathTarget.NoPath<>();
    }
    if (onPath.named().isEmpty() && onPath.why() != FileContent.Why.GONE) {
      return new PathTarget.Unknown<>(onPath.why());
    }
    if (!isOnSeenMount(file, mapped)) {
      return new PathTarget.Unknown<>(FileContent.Why.HIDDEN);
    }
    if (onPath.named().isEmpty()) {
      boolean deleted =
          file.deleted() || mapped.named().filter(named -> named.status().links() == 0).isPresent();
      return deleted
          ? new PathTarget.Nothing<>()
          : new PathTarget.Unknown<>(FileContent.Why.HIDDEN);
    }
    Naming.Named named = onPath.named().get();
    boolean oneDevice =
        systems.mount(named.status()).filter(mount -> !mount.hasTwoDevices()).isPresent();
    FileContent<T> other =
        walk.rights().mayRead(named)
            ? content(file, named)
            : new FileContent.Unread<>(
                named.status().regular() ? FileContent.Why.FORBIDDEN : FileContent.Why.NOT_REGULAR);
    return new PathTarget.Another<>(
        other,
        mapped.named().isPresent() || file.deleted() || oneDevice,
        named.status().inode() == file.inode(),
        sameBuild(mapped, content, named, other));
  }

  /// Whether the process sees the mount of a file. Otherwise its path is one of a detached mount,
  /// and leads elsewhere.
  private boolean isOnSeenMount(MappedFile file, Naming mapped) {
    return mapped
        .named()
        .map(named -> named.status().mount().isEmpty() || systems.mount(named.status()).isPresent())
        .orElseGet(() -> systems.isMounted(file.device()));
  }

  private Optional<Boolean> sameBuild(
      Naming mapped, FileContent<T> content, Naming.Named there, FileContent<T> other) {
    if (mapped.named().isPresent()
        && content instanceof FileContent.Read<T>(T value)
        && other instanceof FileContent.Read<T>(T otherValue)) {
      try (OpenFile first = OpenFile.of(mapped.named().get());
          OpenFile second = OpenFile.of(there)) {
        return parser.sameBuild(
            new MappedFileParser.Opened<>(value, first.bytes()),
            new MappedFileParser.Opened<>(otherValue, second.bytes()));
      } catch (IOException _) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private FileContent<T> content(MappedFile file, Naming.Named named) {
    if (!named.status().regular()) {
      return new FileContent.Unread<>(FileContent.Why.NOT_REGULAR);
    }
    LibC.Result opened = FileCalls.open(named.descriptor());
    if (opened.failed()) {
      return new FileContent.Unread<>(FileContent.Why.of(opened.errno()));
    }
    try (OpenFile open = new OpenFile((int) opened.value(), named.status().sizeBytes())) {
      return new FileContent.Read<>(parser.parse(file, open.bytes()));
    }
  }

  /// A regular file that is open for reading.
  private record OpenFile(int descriptor, long sizeBytes) implements AutoCloseable {
    static OpenFile of(Naming.Named named) throws IOException {
      LibC.Result opened = FileCalls.open(named.descriptor());
      if (opened.failed()) {
        throw opened.exception();
      }
      return new OpenFile((int) opened.value(), named.status().sizeBytes());
    }

    ObjectBytes bytes() {
      return new OpenObject(descriptor, sizeBytes);
    }

    @Override
    public void close() {
      LibC.close(descriptor);
    }
  }

  /// The mapped file that another path leads to, if it is one of those that were read.
  Optional<MappedFile> follow(RawText path) {
    try (Naming found = walk.follow(path)) {
      return found.named().flatMap(named -> Optional.ofNullable(known.get(Id.of(named.status()))));
    }
  }

  @Override
  public void close() {
    walk.close();
  }
}
