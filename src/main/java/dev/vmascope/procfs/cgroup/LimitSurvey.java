package dev.vmascope.procfs.cgroup;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.procfs.cgroup.LimitedGroup.Used;
import dev.vmascope.procfs.cgroup.MemoryController.Reclaimable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A survey of the limited control groups, repeated in each tick. It reads the usage of each once,
/// however many groups lie below, and never of more than a fixed number. Limits are read once a
/// minute. Used by one thread at a time.
public final class LimitSurvey {
  /// The maximum number of directories read.
  static final int MOST = 4_000;

  /// The maximum depth of a group; runtimes make less than ten levels. Whoever may make groups
  /// could make thousands.
  static final int DEEPEST = 32;

  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int PARTS = 8;

  private final CgroupTree tree;
  private final Map<Path, Level> levels = new HashMap<>();
  private final Map<Path, Limit> limits = new HashMap<>();

  /// A directory on the way.
  ///
  /// @param read whether its limit is known
  /// @param limited the group, if it has a limit
  private record Level(boolean read, Optional<LimitedGroup> limited) {
    static final Level UNKNOWN = new Level(false, Optional.empty());
    static final Level UNLIMITED = new Level(true, Optional.empty());
  }

  /// A limit that was read.
  ///
  /// @param bytes the limit; absent if there is none
  /// @param until the time at which it is read again, in nanoseconds
  private record Limit(OptionalLong bytes, long until) {
    boolean holds(long now) {
      return until - now > 0;
    }
  }

  LimitSurvey(CgroupTree tree) {
    this.tree = tree;
  }

  /// Begins anew: all that is in use is read again.
  public void begin() {
    long now = System.nanoTime();
    levels.clear();
    limits.values().removeIf(limit -> !limit.holds(now));
  }

  /// The groups with a limit from each group up to the root, the nearest first. Groups whose limits
  /// are not known have no entry. Runs on a reader thread.
  public Map<Cgroup, List<LimitedGroup>> of(List<Cgroup> groups) {
    Map<Cgroup, List<LimitedGroup>> all = new HashMap<>();
    for (Cgroup group : groups) {
      upwards(group).ifPresent(limited -> all.put(group, limited));
    }
    return all;
  }

  private Optional<List<LimitedGroup>> upwards(Cgroup group) {
    Optional<MountedHierarchy> hierarchy = group.removed() ? Optional.empty() : tree.of(group);
    Optional<Path> folder = hierarchy.flatMap(mounted -> mounted.folder(group));
    if (hierarchy.isEmpty() || folder.isEmpty()) {
      return Optional.empty();
    }
    Path top = hierarchy.get().folder();
    if (folder.get().getNameCount() - top.getNameCount() > DEEPEST) {
      return Optional.empty();
    }
    List<LimitedGroup> limited = new ArrayList<>();
    for (Path at = folder.get(); at != null && at.startsWith(top); at = at.getParent()) {
      Level level = level(at, MemoryController.of(group));
      if (!level.read()) {
        return Optional.empty();
      }
      level.limited().ifPresent(limited::add);
    }
    return Optional.of(limited);
  }

  private Level level(Path folder, MemoryController files) {
    Level known = levels.get(folder);
    if (known != null) {
      return known;
    }
    if (levels.size() >= MOST) {
      return Level.UNKNOWN;
    }
    Level level = read(folder, files);
    levels.put(folder, level);
    return level;
  }

  private Level read(Path folder, MemoryController files) {
    try {
      OptionalLong limit = limit(folder, files);
      return limit.isEmpty()
          ? Level.UNLIMITED
          : new Level(
              true,
              Optional.of(
                  new LimitedGroup(folder.toString(), limit.getAsLong(), used(files, folder))));
    } catch (IOException | NumberFormatException _) {
      return Level.UNKNOWN;
    }
  }

  private OptionalLong limit(Path folder, MemoryController files) throws IOException {
    Limit known = limits.get(folder);
    if (known != null) {
      return known.bytes();
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(folder.toString());
    }
    OptionalLong bytes = files.limit(folder);
    // Those that were first read together are not all read again together.
    long part = 1L + Math.floorMod(folder.hashCode(), PARTS);
    limits.put(folder, new Limit(bytes, System.nanoTime() + PERIOD.toNanos() * part / PARTS));
    return bytes;
  }

  private static Optional<Used> used(MemoryController files, Path folder) {
    try {
      OptionalLong usage = files.usage(folder);
      return usage.isEmpty()
          ? Optional.empty()
          : files.reclaimable(folder).map(part -> used(usage.getAsLong(), part));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Used used(long usage, Reclaimable part) {
    long bytes = Math.max(0, usage - part.inactiveFileBytes());
    return new Used(bytes, Math.max(0, bytes - part.otherBytes()));
  }
}
