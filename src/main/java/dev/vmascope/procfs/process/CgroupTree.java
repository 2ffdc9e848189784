package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.process.CgroupMemory.Known;
import dev.vmascope.procfs.process.CgroupMemory.Reason;
import dev.vmascope.procfs.process.CgroupMemory.Unknown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// The mounted hierarchy of control groups, usually at `/sys/fs/cgroup`. Version 2 is there or in
/// `unified`, the memory controller of version 1 in `memory`. Nothing outside of the root is ever
/// read.
public final class CgroupTree {
  /// The lowest number that means no limit. Page counters of version 1 end at 2^63, less up to a
  /// page of any size (`PAGE_COUNTER_MAX`, `include/linux/page_counter.h`), which is printed for no
  /// limit.
  private static final long UNLIMITED = Long.MAX_VALUE - (1 << 20);

  private static final int LONGEST = 32;

  private final Path root;

  /// The hierarchy that is mounted at a directory.
  public CgroupTree(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /// Reads the limits of the group that counts the memory of a process, and of those above it. Runs
  /// on a reader thread.
  CgroupMemory memory(ProcessCgroups cgroups) {
    Optional<Cgroup> group = cgroups.of("memory");
    if (group.isEmpty()) {
      return new Unknown(Reason.NO_GROUP);
    }
    Path top = top(group.get());
    Optional<Path> folder = folder(top, group.get());
    if (folder.isEmpty()) {
      return new Unknown(Reason.OUTSIDE);
    }
    if (group.get().removed() || !isThere(top, folder.get())) {
      return new Unknown(Reason.NOT_THERE);
    }
    try {
      return upwards(top, folder.get(), group.get().isUnified());
    } catch (AccessDeniedException _) {
      return new Unknown(Reason.DENIED);
    } catch (NoSuchFileException _) {
      return new Unknown(Reason.NOT_THERE);
    } catch (IOException | NumberFormatException _) {
      return new Unknown(Reason.MALFORMED);
    }
  }

  private Path top(Cgroup group) {
    if (!group.isUnified()) {
      return root.resolve("memory");
    }
    Path hybrid = root.resolve("unified");
    return Files.exists(hybrid.resolve("cgroup.controllers")) ? hybrid : root;
  }

  /// The directory of a group; empty if it lies outside of the root.
  private static Optional<Path> folder(Path top, Cgroup group) {
    String path = group.path().text();
    for (String name : path.split("/", -1)) {
      if (name.equals("..") || name.equals(".")) {
        return Optional.empty();
      }
    }
    try {
      Path folder = top.resolve(path.substring(1)).normalize();
      return folder.startsWith(top) ? Optional.of(folder) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
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
  private static CgroupMemory upwards(Path top, Path folder, boolean unified) throws IOException {
    String limitFile = unified ? "memory.max" : "memory.limit_in_bytes";
    String usageFile = unified ? "memory.current" : "memory.usage_in_bytes";
    OptionalLong smallest = OptionalLong.empty();
    OptionalLong least = OptionalLong.empty();
    OptionalLong own = OptionalLong.empty();
    boolean counted = folder.equals(top);
    boolean understood = true;
    boolean leftKnown = true;
    for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
      Used used = used(at.resolve(usageFile));
      OptionalLong limit = number(at.resolve(limitFile));
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
  private static Used used(Path file) throws IOException {
    try {
      return new Used(number(file), true);
    } catch (NumberFormatException _) {
      return new Used(OptionalLong.empty(), false);
    }
  }

  private static OptionalLong smaller(OptionalLong one, long other) {
    return OptionalLong.of(one.isPresent() ? Math.min(one.getAsLong(), other) : other);
  }

  /// The number of a file; absent if there is no such file, or if it says that there is no limit.
  private static OptionalLong number(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      text = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    }
    if (text.equals("max")) {
      return OptionalLong.empty();
    }
    long number = Long.parseUnsignedLong(text);
    return number < 0 || number >= UNLIMITED ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
