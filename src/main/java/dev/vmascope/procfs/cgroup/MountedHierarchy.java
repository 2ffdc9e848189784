package dev.vmascope.procfs.cgroup;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.procfs.mount.Mount;
import dev.vmascope.procfs.mount.MountTable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A directory of control groups, with the group that is mounted there.
///
/// The group at the directory need not be the top of all: a container runtime mounts the
/// container's own group of version 1, and a mount may be of a part of the tree. The table of
/// mounts names it. A directory of another file system is a copy of a whole hierarchy.
///
/// @param folder the directory
/// @param mounted the position of the group at the directory; empty if it cannot be told
/// @param toNamespace the names from that group to the root of the service's cgroup namespace,
///   where that lies below it and is known
record MountedHierarchy(
    Path folder, Optional<CgroupPosition> mounted, Optional<List<String>> toNamespace) {
  private static final CgroupPosition ROOT = new CgroupPosition(0, List.of());

  /// The hierarchy at a directory; empty if there is no such directory, nothing in it, or a
  /// hierarchy of the other version.
  ///
  /// @param type the type of its file system: `cgroup` or `cgroup2`
  static Optional<MountedHierarchy> at(Path directory, String type, MountTable mounts) {
    Path folder;
    try {
      folder = directory.toRealPath();
    } catch (IOException _) {
      return Optional.empty();
    }
    Optional<Mount> mount =
        mounts.leadingTo(folder.toString()).filter(one -> one.type().startsWith("cgroup"));
    if (mount.isPresent() && !mount.get().type().equals(type)) {
      return Optional.empty();
    }
    if (mount.isEmpty()) {
      return isEmpty(folder)
          ? Optional.empty()
          : Optional.of(new MountedHierarchy(folder, Optional.of(ROOT), Optional.empty()));
    }
    Optional<CgroupPosition> mounted =
        CgroupPosition.parse(mount.get().inFileSystem(folder.toString()));
    Optional<List<String>> toNamespace =
        mounted
            .filter(position -> position.up() > 0 && position.names().isEmpty())
            .flatMap(position -> NamespaceRoot.below(folder, position.up(), mount.get(), mounts));
    return Optional.of(new MountedHierarchy(folder, mounted, toNamespace));
  }

  /// Whether a directory has nothing in it, like the place for a mount that was not mounted.
  private static boolean isEmpty(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException _) {
      return true;
    }
  }

  /// The directory of a group; empty if it lies outside of this directory, or if that is not known.
  Optional<Path> folder(Cgroup group) {
    return CgroupPosition.parse(group.path().text())
        .flatMap(position -> mounted.flatMap(top -> position.below(top, toNamespace)))
        .flatMap(this::resolve);
  }

  private Optional<Path> resolve(List<String> names) {
    try {
      Path found = folder;
      for (String name : names) {
        found = found.resolve(name);
      }
      boolean plain =
          found.startsWith(folder) && found.getNameCount() == folder.getNameCount() + names.size();
      return plain ? Optional.of(found) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// Whether the group at the directory is the root of the hierarchy, so that every group lies
  /// below it, and the way to each is known. The files differ: of version 1 it alone has
  /// `cgroup.sane_behavior`, of version 2 all others have `cgroup.events`.
  boolean isWhole() {
    boolean found =
        mounted.filter(position -> position.up() == 0 || toNamespace.isPresent()).isPresent();
    return found && isRoot();
  }

  private boolean isRoot() {
    return Files.exists(folder.resolve("cgroup.sane_behavior"))
        || (Files.exists(folder.resolve("cgroup.controllers"))
            && !Files.exists(folder.resolve("cgroup.events")));
  }
}
