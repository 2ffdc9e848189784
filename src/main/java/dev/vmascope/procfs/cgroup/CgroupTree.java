package dev.vmascope.procfs.cgroup;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.cgroup.CgroupMemory.Known;
import dev.vmascope.procfs.cgroup.CgroupMemory.Reason;
import dev.vmascope.procfs.cgroup.CgroupMemory.Unknown;
import dev.vmascope.procfs.mount.MountTable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// The mounted control groups, usually at `/sys/fs/cgroup`. Version 2 is there or in `unified`, the
/// memory controller of version 1 in `memory`.
///
/// What is mounted there is seen once, at the start: it may be a part of all groups, such as the
/// container's own. The groups outside of it are never confused with those inside, and nothing
/// outside of the root is ever read.
public final class CgroupTree {
  private static final Path OWN_MOUNTS = Path.of("/proc/self/mountinfo");

  private final Optional<MountedHierarchy> ofVersion1;
  private final Optional<MountedHierarchy> unified;

  /// The groups that are mounted at a directory.
  public CgroupTree(Path root) {
    this(root, ownMounts());
  }

  /// @param mounts the mounts that the service sees
  CgroupTree(Path root, MountTable mounts) {
    Path at = root.toAbsolutePath().normalize();
    Path hybrid = at.resolve("unified");
    ofVersion1 = MountedHierarchy.at(at.resolve("memory"), "cgroup", mounts);
    unified =
        MountedHierarchy.at(
            Files.exists(hybrid.resolve("cgroup.controllers")) ? hybrid : at, "cgroup2", mounts);
  }

  private static MountTable ownMounts() {
    try {
      return MountTable.parse(Files.readAllBytes(OWN_MOUNTS));
    } catch (IOException _) {
      return MountTable.parse(new byte[0]);
    }
  }

  /// Whether the groups of all processes of the machine are seen there. Where only a part is, the
  /// limits of other processes are unknown.
  public boolean isWhole() {
    return ofVersion1.or(() -> unified).filter(MountedHierarchy::isWhole).isPresent();
  }

  /// Reads the limits of the group that counts the memory of a process, and of those above it. Runs
  /// on a reader thread.
  public CgroupMemory memory(ProcessCgroups cgroups) {
    Optional<Cgroup> group = cgroups.of("memory");
    if (group.isEmpty()) {
      return new Unknown(Reason.NO_GROUP);
    }
    Optional<MountedHierarchy> hierarchy = of(group.get());
    if (hierarchy.isEmpty()) {
      return new Unknown(Reason.NO_ROOT);
    }
    Optional<Path> folder = hierarchy.get().folder(group.get());
    if (folder.isEmpty()) {
      return new Unknown(Reason.OUTSIDE);
    }
    Path top = hierarchy.get().folder();
    if (group.get().removed() || !isThere(top, folder.get())) {
      return new Unknown(Reason.NOT_THERE);
    }
    try {
      return upwards(top, folder.get(), MemoryController.of(group.get()));
    } catch (AccessDeniedException _) {
      return new Unknown(Reason.DENIED);
    } catch (NoSuchFileException _) {
      return new Unknown(Reason.NOT_THERE);
    } catch (IOException | NumberFormatException _) {
      return new Unknown(Reason.MALFORMED);
    }
  }

  /// A new survey of limits.
  public LimitSurvey survey() {
    return new LimitSurvey(this);
  }

  /// The hierarchy of a group, if it is mounted.
  Optional<MountedHierarchy> of(Cgroup group) {
    return group.isUnified() ? unified : ofVersion1;
  }

  /// Whether all groups on the way are directories, and none is a symbolic link.
  private static boolean isThere(Path top, Path folder) {
    for (Path at = folder; at != null && !at.equals(top); at = at.getParent()) {
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  /// The limits from a group up to the root. A group of version 2 without these files charges the
  /// memory of its processes to its parent.
  private static CgroupMemory upwards(Path top, Path folder, MemoryController files)
      throws IOException {
    OptionalLong smallest = OptionalLong.empty();
    OptionalLong least = OptionalLong.empty();
    OptionalLong own = OptionalLong.empty();
    boolean counted = folder.equals(top);
    boolean understood = true;
    boolean leftKnown = true;
    for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
      Used used = used(files, at);
      OptionalLong limit = files.limit(at);
      own = own.isPresent() || !understood ? own : used.bytes();
      understood &= used.understood();
      counted |= used.bytes().isPresent() || !used.understood();
      if (limit.isPresent()) {
        smallest = smaller(smallest, limit.getAsLong());
        leftKnown &= used.understood();
        if (used.bytes().isPresent()) {
          least = smaller(least, Math.max(0, limit.getAsLong() - used.bytes().getAsLong()));
        }
      }
    }
    return counted
        ? new Known(smallest, own, leftKnown ? least : OptionalLong.empty(), understood)
        : new Unknown(Reason.NOT_COUNTED);
  }

  /// The usage of a group, in bytes.
  private record Used(OptionalLong bytes, boolean understood) {}

  /// The usage of a group; a malformed one does not invalidate the limits.
  private static Used used(MemoryController files, Path folder) throws IOException {
    try {
      return new Used(files.usage(folder), true);
    } catch (NumberFormatException _) {
      return new Used(OptionalLong.empty(), false);
    }
  }

  private static OptionalLong smaller(OptionalLong one, long other) {
    return OptionalLong.of(one.isPresent() ? Math.min(one.getAsLong(), other) : other);
  }
}
