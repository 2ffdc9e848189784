package dev.vmascope.procfs.cgroup;

import dev.vmascope.procfs.mount.Mount;
import dev.vmascope.procfs.mount.MountTable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A search for the root of the service's cgroup namespace below a mount.
///
/// The kernel names groups outside of the namespace from its root, and says how deep that lies, but
/// not its own name. It is the group that is mounted as `/` elsewhere: the same inode of the same
/// file system.
final class NamespaceRoot {
  /// The maximum number of directories in which it is sought.
  private static final int MOST = 20_000;

  private NamespaceRoot() {}

  /// The names from a directory down to the root of the namespace; empty if it is not found.
  ///
  /// @param depth the number of those names
  /// @param mount the mount of the directory
  static Optional<List<String>> below(Path folder, int depth, Mount mount, MountTable mounts) {
    return mounts.allOf(mount.device()).stream()
        .filter(one -> one.root().equals("/") && one.type().equals(mount.type()))
        .flatMap(one -> inode(Path.of(one.point())).stream())
        .findFirst()
        .flatMap(inode -> search(folder, depth, inode));
  }

  private static Optional<List<String>> search(Path folder, int depth, long inode) {
    List<Path> level = List.of(folder);
    int seen = 0;
    for (int i = 0; i < depth && seen <= MOST; i++) {
      List<Path> next = new ArrayList<>();
      for (Path each : level) {
        addDirectories(each, next);
      }
      seen += next.size();
      level = next;
    }
    return level.stream()
        .filter(each -> inode(each).filter(own -> own == inode).isPresent())
        .findFirst()
        .map(found -> names(folder, found));
  }

  private static List<String> names(Path folder, Path found) {
    return IntStream.range(folder.getNameCount(), found.getNameCount())
        .mapToObj(i -> found.getName(i).toString())
        .toList();
  }

  private static void addDirectories(Path folder, List<Path> found) {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
      for (Path entry : entries) {
        if (found.size() >= MOST) {
          return;
        }
        found.add(entry);
      }
    } catch (IOException | DirectoryIteratorException _) {
      // A group that has been removed meanwhile, or that is closed to the service, is not the one.
    }
  }

  private static Optional<Long> inode(Path folder) {
    try {
      return Optional.of((Long) Files.getAttribute(folder, "unix:ino", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }
}
