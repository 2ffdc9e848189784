package dev.vmascope.procfs;

import dev.vmascope.mapping.FileCredentials;
import dev.vmascope.mapping.KernelText;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A walk along paths of a process, one name after another, from its root directory. A process
/// chooses its names, and what lies there, so the walk goes only where the process itself could go:
/// through directories that its user may search. It enters no mount but local ones, which the table
/// of mounts tells before anything is touched. A link is followed only where that is asked for, and
/// then by this walk, as if its target had been given. Used by one thread.
final class PathWalk implements AutoCloseable {
  private static final int MOST_NAMES = 128;
  private static final int MOST_LINKS = 16;
  private static final int MOST_KEPT = 64;

  private final PinnedProcess process;
  private final FileSystems systems;
  private final Outcome<FileCredentials> credentials;
  private final String rootPath;

  /// Directories by their paths; the root directory by the empty one.
  private final Map<String, Naming> directories = new HashMap<>();

  PathWalk(PinnedProcess process, FileSystems systems) {
    this.process = process;
    this.systems = systems;
    credentials = process.credentials();
    rootPath =
        process
            .rootPath()
            .value()
            .map(KernelText::latin1)
            .filter(text -> !text.equals("/"))
            .orElse("");
  }

  /// Names the file at a path of maps.
  ///
  /// @return denied, where the process has no leave to look, or this service has none
  Naming name(KernelText path) {
    String printed = path.latin1();
    if (!printed.startsWith(rootPath + "/")) {
      return Naming.none(FileContent.Why.FAILED);
    }
    if (directories.size() > MOST_KEPT) {
      close();
    }
    String inRoot = printed.substring(rootPath.length());
    List<String> names = List.of(inRoot.substring(1).split("/", -1));
    if (names.size() > MOST_NAMES || names.stream().anyMatch(PathWalk::isNoName)) {
      return Naming.none(FileContent.Why.FAILED);
    }
    Naming directory = directory(inRoot.substring(0, inRoot.lastIndexOf('/')));
    return step(directory, inRoot, names.getLast());
  }

  /// Names what a path leads to, links followed as the process would follow them.
  ///
  /// @param path absolute, from its root directory or as in maps
  /// @return denied, where the process has no leave to look, or this service has none
  Naming follow(KernelText path) {
    String printed = path.latin1();
    if (!printed.startsWith("/")) {
      return Naming.none(FileContent.Why.FAILED);
    }
    if (directories.size() > MOST_KEPT) {
      close();
    }
    boolean asInMaps = printed.startsWith(rootPath + "/");
    Deque<String> names = new ArrayDeque<>();
    push(names, asInMaps ? printed.substring(rootPath.length()) : printed);
    String at = "";
    int links = 0;
    for (int steps = 0; steps < MOST_NAMES && !names.isEmpty(); steps++) {
      String name = names.remove();
      if (name.equals("..")) {
        Optional<FileContent.Why> closed = closed(directory(at));
        if (closed.isPresent()) {
          return Naming.none(closed.get());
        }
        at = at.substring(0, Math.max(at.lastIndexOf('/'), 0));
        continue;
      }
      Naming directory = directory(at);
      String next = at + "/" + name;
      Naming found = names.isEmpty() ? step(directory, next, name) : directory(next);
      if (found.named().isPresent()) {
        at = next;
        if (names.isEmpty()) {
          return found;
        }
      } else if (found.why() == FileContent.Why.LINK && ++links <= MOST_LINKS) {
        String target = target(directory, name).orElse("");
        if (target.isEmpty()) {
          return found;
        }
        at = target.startsWith("/") ? "" : at;
        push(names, target);
      } else {
        return found;
      }
    }
    return Naming.none(FileContent.Why.FAILED);
  }

  /// Puts the names of a path before those that are still to go.
  private static void push(Deque<String> names, String path) {
    List.of(path.split("/", -1)).reversed().stream()
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .forEach(names::push);
  }

  /// The directory of a path that has no link in it; it stays open for later ones.
  private Naming directory(String path) {
    Naming known = directories.get(path);
    if (known != null) {
      return known;
    }
    int last = path.lastIndexOf('/');
    Naming found =
        path.isEmpty()
            ? root()
            : step(directory(path.substring(0, last)), path, path.substring(last + 1));
    directories.put(path, found);
    return found;
  }

  /// Why nothing may be named from there, not even what is above.
  private Optional<FileContent.Why> closed(Naming from) {
    if (from.named().isEmpty()) {
      return Optional.of(from.why());
    }
    Naming.Named directory = from.named().get();
    if (!directory.status().directory()) {
      return Optional.of(FileContent.Why.GONE);
    }
    return maySearch(directory) ? Optional.empty() : Optional.of(FileContent.Why.FORBIDDEN);
  }

  /// What a link in a directory leads to, as it is written there.
  private static Optional<String> target(Naming directory, String name) {
    KernelText text = new KernelText(name);
    if (directory.named().isEmpty() || !text.isUtf8()) {
      return Optional.empty();
    }
    try {
      return LibC.readlinkat(directory.named().get().descriptor(), text.text())
          .value()
          .map(KernelText::latin1);
    } catch (UncheckedIOException _) {
      // It is no link any more.
      return Optional.empty();
    }
  }

  private static boolean isNoName(String name) {
    return name.isEmpty() || name.equals(".") || name.equals("..");
  }

  private Naming root() {
    // The root of a container is mounted at its own root directory.
    if (!systems.own().roots().stream().allMatch(Mount::isLocal)) {
      return Naming.none(FileContent.Why.FILE_SYSTEM);
    }
    Naming root = Naming.of(process.root());
    if (root.named().isEmpty() && root.why() == FileContent.Why.GONE) {
      return Naming.none(FileContent.Why.NO_ROOT);
    }
    boolean local =
        root.named()
            .flatMap(named -> systems.mount(named.status()))
            .filter(Mount::isLocal)
            .isPresent();
    return root.only(local, FileContent.Why.FILE_SYSTEM);
  }

  /// @param path of what is named, from the root directory
  private Naming step(Naming from, String path, String name) {
    Optional<FileContent.Why> closed = closed(from);
    if (closed.isPresent()) {
      return Naming.none(closed.get());
    }
    Naming.Named directory = from.named().orElseThrow();
    Optional<Mount> mount = systems.mount(directory.status());
    if (mount.isEmpty()) {
      return Naming.none(FileContent.Why.FILE_SYSTEM);
    }
    byte[] bytes = new KernelText(name).bytes();
    LibC.Result opened = FileCalls.nameIn(directory.descriptor(), bytes, false);
    Mount expected = mount.get();
    if (opened.errno() == LibC.EXDEV) {
      List<Mount> mounts = systems.own().at(expected, path);
      if (mounts.isEmpty() || !mounts.stream().allMatch(Mount::isLocal)) {
        return Naming.none(FileContent.Why.FILE_SYSTEM);
      }
      expected = mounts.getLast();
      opened = FileCalls.nameIn(directory.descriptor(), bytes, true);
    }
    Naming found = Naming.of(opened);
    long id = expected.id();
    boolean there =
        found.named().filter(named -> named.status().mount().orElse(-1) == id).isPresent();
    return found.only(there, FileContent.Why.FILE_SYSTEM);
  }

  /// The user and the groups of the process; absent where they cannot be told.
  Optional<FileCredentials> user() {
    return credentials.value();
  }

  private boolean maySearch(Naming.Named directory) {
    FileStatus status = directory.status();
    return credentials
        .value()
        .filter(own -> own.maySearch(status.mode(), status.owner(), status.group()))
        .filter(own -> isPlain(own, directory))
        .isPresent();
  }

  /// Whether the user of the process may read a file.
  boolean mayRead(Naming.Named file) {
    FileStatus status = file.status();
    return credentials
        .value()
        .filter(own -> own.mayRead(status.mode(), status.owner(), status.group()))
        .filter(own -> isPlain(own, file))
        .isPresent();
  }

  /// Whether permissions are all that counts. What an access control list allows is not worked out:
  /// who is subject to one is taken not to be let.
  private static boolean isPlain(FileCredentials own, Naming.Named file) {
    return !own.areSubjectToLists(file.status().owner())
        || !FileCalls.mayHaveAccessList(file.descriptor());
  }

  @Override
  public void close() {
    directories.values().forEach(Naming::close);
    directories.clear();
  }
}
