package dev.vmascope.procfs;

import dev.vmascope.mapping.Device;
import java.util.Set;

/// One mount.
///
/// @param id which tells it from all others that there are
/// @param device of its file system, as maps have it
/// @param type of its file system, with its subtype behind a dot if it has one
/// @param root the directory of its file system that is mounted
/// @param point the directory that it is mounted on, from the root directory of the process
/// @param layers of an overlay, by the names that it was mounted with; none for others
record Mount(long id, Device device, String type, String root, String point, Set<String> layers) {
  /// File systems of the kernel itself, on storage of this machine: nobody else has to answer, and
  /// to read a regular file has no effect. So not FUSE, those of networks and of hosts of virtual
  /// machines, and not those of the kernel's own state, such as sysfs.
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

  /// Those of the kernel's own state, which gives each file its number.
  private static final Set<String> OF_KERNEL =
      Set.of(
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devtmpfs",
          "mqueue",
          "proc",
          "securityfs",
          "sysfs",
          "tracefs");

  private static final Set<String> OF_TWO_DEVICES = Set.of("overlay", "btrfs");

  Mount {
    layers = Set.copyOf(layers);
  }

  /// How far the inode in maps tells files of one device apart.
  enum Numbering {
    /// No two files have one.
    UNIQUE,
    /// Each subvolume numbers its own files.
    BY_SUBVOLUME,
    /// That of the layer that a file lies in, and a device for each mount.
    BY_LAYER,
    /// Whatever somebody else says: a server, the host of a virtual machine.
    BY_OTHERS
  }

  boolean isLocal() {
    return LOCAL.contains(type);
  }

  /// Whether maps may have another device than the status of the same file: that of a layer, or of
  /// a whole file system where each subvolume has its own.
  boolean hasTwoDevices() {
    return OF_TWO_DEVICES.contains(type);
  }

  Numbering numbering() {
    return switch (type) {
      case "btrfs", "bcachefs" -> Numbering.BY_SUBVOLUME;
      case "overlay" -> Numbering.BY_LAYER;
      default -> isLocal() || OF_KERNEL.contains(type) ? Numbering.UNIQUE : Numbering.BY_OTHERS;
    };
  }

  /// Whether a path leads through it, unless something else is mounted on the way.
  boolean holds(String path) {
    return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
  }

  /// Where in the file system a path leads that it holds.
  String inFileSystem(String path) {
    String below = point.equals("/") ? path : path.substring(point.length());
    return root.equals("/") ? below : root + below;
  }
}
