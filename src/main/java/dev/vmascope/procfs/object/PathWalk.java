package dev.vmascope.procfs.object;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.FileCalls;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.mount.Mount;
import dev.vmascope.procfs.process.FileSystems;
import dev.vmascope.procfs.process.PinnedProcess;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A resolution of paths of a process from its root directory, name by name. A process chooses its
/// file names, and what lies there. So the walk enters only directories that the user of the
/// process may search, and only local mounts, which the table of mounts shows before anything is
/// touched. A symbolic link is followed only on request, and then by this walk, as if its target
/// had been given. Used by one thread.
public final class PathWalk implements AutoCloseable {
  private static final int MOST_NAMES = 128;
  private static final int MOST_LINKS = 16;
  private static final int MOST_KEPT = 64;

  private final PinnedProcess process;
  private final FileSystems systems;
  private final FileRights rights;
  private final String rootPath;

  /// The open directories by their paths; the root directory by the empty one.
  private final Map<String, Naming> directories = new HashMap<>();

  public PathWalk(PinnedProcess process, FileSystems systems) {
    this.process = process;
    this.systems = systems;
    rights = new FileRights(process.credentials());
    rootPath =
        process
            .rootPath()
            .value()
            .map(RawText::latin1)
            .filter(text -> !text.equals("/"))
            .orElse("");
  }

  /// Opens the file at a path of maps with `O_PATH`.
  ///
  /// @return forbidden if the process may not search a directory, denied if the service may not
  public Naming name(RawText path) {
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

  /// Opens the file that a path leads to with `O_PATH`; links are followed as the process would
  /// follow them.
  ///
  /// @param path an absolute path, relative to its root directory or as in maps
  /// @return forbidden if the process may not search a directory, denied if the service may not
  Naming follow(RawText path) {
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

  /// Pushes the names of a path in front of the remaining ones.
  private static void push(Deque<String> names, String path) {
    List.of(path.split("/", -1)).reversed().stream()
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .forEach(names::push);
  }

  /// The directory of a path without links; it stays open for later walks.
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

  /// The reason why nothing may be opened from a directory, not even its parent.
  private Optional<FileContent.Why> closed(Naming from) {
    if (from.named().isEmpty()) {
      return Optional.of(from.why());
    }
    Naming.Named directory = from.named().get();
    if (!directory.status().directory()) {
      return Optional.of(FileContent.Why.GONE);
    }
    return rights.maySearch(directory) ? Optional.empty() : Optional.of(FileContent.Why.FORBIDDEN);
  }

  /// The target of a symbolic link, as it is stored.
  private static Optional<String> target(Naming directory, String name) {
    RawText text = new RawText(name);
    if (directory.named().isEmpty() || !text.isUtf8()) {
      return Optional.empty();
    }
    try {
      return LibC.readlinkat(directory.named().get().descriptor(), text.text())
          .value()
          .map(RawText::latin1);
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

  /// @param path the resulting path, from the root directory
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
    byte[] bytes = new RawText(name).bytes();
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

  /// What the user of the process may do.
  public FileRights rights() {
    return rights;
  }

  @Override
  public void close() {
    directories.values().forEach(Naming::close);
    directories.clear();
  }
}
