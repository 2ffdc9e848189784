package dev.vmascope.procfs;

import dev.vmascope.mapping.Device;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The mounts that a process sees from its root directory: `/proc/<pid>/mountinfo`
/// (`show_mountinfo`, `fs/proc_namespace.c`). To list them asks no file system anything. Lines that
/// are not understood are left out, and a last one without its end.
final class MountTable {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{1,10}) (\\d{1,10}) (\\d{1,7}):(\\d{1,7}) \\S+ (/\\S*) \\S+(?: \\S+)*? - (\\S+) .*");

  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

  private final Map<Long, Mount> byId = new HashMap<>();
  private final Map<Device, Mount> byDevice = new HashMap<>();
  private final Map<Point, Mount> byPoint = new HashMap<>();

  /// Where a mount is mounted.
  ///
  /// @param on the mount that holds the directory
  private record Point(long on, String path) {}

  /// One mount.
  ///
  /// @param id which tells it from all others that there are
  /// @param device of its file system, as maps have it
  /// @param type of its file system, with its subtype behind a dot if it has one
  record Mount(long id, Device device, String type) {
    /// File systems of the kernel itself, on storage of this machine: nobody else has to answer,
    /// and to read a regular file has no effect. So not FUSE, those of networks and of hosts of
    /// virtual machines, and not those of the kernel's own state, such as sysfs.
    private static final Set<String> LOCAL =
        Set.of(
            "bcachefs",
            "btrfs",
            "cramfs",
            "erofs",
            "exfat",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "hfs",
            "hfsplus",
            "hugetlbfs",
            "iso9660",
            "jffs2",
            "jfs",
            "minix",
            "msdos",
            "nilfs2",
            "ntfs",
            "ntfs3",
            "overlay",
            "ramfs",
            "reiserfs",
            "romfs",
            "rootfs",
            "squashfs",
            "tmpfs",
            "ubifs",
            "udf",
            "ufs",
            "vfat",
            "xfs",
            "zfs");

    private static final Set<String> OF_TWO_DEVICES = Set.of("overlay", "btrfs");

    boolean isLocal() {
      return LOCAL.contains(type);
    }

    /// Whether maps may have another device than the status of the same file: that of a layer, or
    /// of a whole file system where each subvolume has its own.
    boolean hasTwoDevices() {
      return OF_TWO_DEVICES.contains(type);
    }
  }

  static MountTable parse(byte[] mountinfo) {
    MountTable table = new MountTable();
    int start = 0;
    for (int i = 0; i < mountinfo.length; i++) {
      if (mountinfo[i] == '\n') {
        table.add(new String(mountinfo, start, i - start, StandardCharsets.ISO_8859_1));
        start = i + 1;
      }
    }
    return table;
  }

  private void add(String line) {
    Matcher fields = LINE.matcher(line);
    if (fields.matches()) {
      Device device =
          new Device(Integer.parseInt(fields.group(3)), Integer.parseInt(fields.group(4)));
      Mount mount = new Mount(Long.parseLong(fields.group(1)), device, fields.group(6));
      byId.put(mount.id(), mount);
      byDevice.put(device, mount);
      byPoint.put(new Point(Long.parseLong(fields.group(2)), unescaped(fields.group(5))), mount);
    }
  }

  /// Blank, tab, newline and backslash are three octal digits behind a backslash.
  private static String unescaped(String printed) {
    return ESCAPE
        .matcher(printed)
        .replaceAll(escape ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
  }

  /// The mount of an id.
  Optional<Mount> of(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// A mount of the file system with a device; all of them are of one type.
  Optional<Mount> of(Device device) {
    return Optional.ofNullable(byDevice.get(device));
  }

  /// The mounts at the root directory of the process; none if that lies within a mount.
  List<Mount> roots() {
    return byPoint.entrySet().stream()
        .filter(entry -> entry.getKey().path().equals("/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// The mounts at a path, the one that hides the others last; none if nothing is mounted there.
  ///
  /// @param on the mount that the path leads to without them
  /// @param path absolute, from the root directory of the process
  List<Mount> at(Mount on, String path) {
    List<Mount> mounts = new ArrayList<>();
    Mount below = on;
    for (Mount next = byPoint.get(new Point(below.id(), path));
        next != null && mounts.size() < byId.size();
        next = byPoint.get(new Point(below.id(), path))) {
      mounts.add(next);
      below = next;
    }
    return mounts;
  }
}
