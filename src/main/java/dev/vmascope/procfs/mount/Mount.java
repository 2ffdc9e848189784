package dev.vmascope.procfs.mount;

import dev.vmascope.mapping.Device;
import java.util.Set;

/// A line of a table of mounts.
///
/// @param id the unique id of the mount
/// @param device the device of its file system, as in maps
/// @param type the type of its file system, followed by a dot and the subtype if it has one
/// @param root the directory of its file system that is mounted
/// @param point the mount point, relative to the root directory of the process
/// @param layers the directories of an overlay, as they were given at mount time; none for others
public record Mount(
    long id, Device device, String type, String root, String point, Set<String> layers) {
  /// The types of local file systems: of the kernel itself, on storage of this machine. No server
  /// has to answer, and reading a regular file has no effect. FUSE, network file systems, shares of
  /// a virtual machine's host and the kernel's own state, such as sysfs, are excluded.
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

  /// The types of file systems of the kernel's own state, which number each file uniquely.
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

  public Mount {
    layers = Set.copyOf(layers);
  }

  /// The uniqueness of the inode numbers in maps among files of one device.
  public enum Numbering {
    /// No two files share a number.
    UNIQUE,
    /// Each subvolume numbers its own files.
    BY_SUBVOLUME,
    /// The number is that of the layer that a file lies in, and each mount has a device.
    BY_LAYER,
    /// The number is chosen by a server or the host of a virtual machine.
    BY_OTHERS
  }

  public boolean isLocal() {
    return LOCAL.contains(type);
  }

  /// Whether maps may show another device than the status of the same file: that of a layer, or of
  /// the whole file system where each subvolume has its own.
  public boolean hasTwoDevices() {
    return OF_TWO_DEVICES.contains(type);
  }

  public Numbering numbering() {
    return switch (type) {
      case "btrfs", "bcachefs" -> Numbering.BY_SUBVOLUME;
      case "overlay" -> Numbering.BY_LAYER;
      default -> isLocal() || OF_KERNEL.contains(type) ? Numbering.UNIQUE : Numbering.BY_OTHERS;
    };
  }

  /// Whether another mount is of the same directory of the same file system.
  public boolean hasRootOf(Mount other) {
    return device.equals(other.device) && root.equals(other.root);
  }

  /// Whether a path leads through it, unless something else is mounted on the way.
  boolean holds(String path) {
    return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
  }

  /// The path in the file system for a path that the mount holds.
  public String inFileSystem(String path) {
    String below = point.equals("/") ? path : path.substring(point.length());
    if (below.isEmpty() || below.equals("/")) {
      return root;
    }
    return root.equals("/") ? below : root + below;
  }
}
