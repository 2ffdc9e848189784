package dev.vmascope.procfs;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.vmascope.mapping.Device;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// What a file is: a part of `struct statx` (`include/uapi/linux/stat.h`).
///
/// @param mode its type and its permissions
/// @param owner its user id
/// @param group its group id
/// @param device of its file system
/// @param inode unsigned
/// @param sizeBytes its size
/// @param mount the id of the mount by which it was named; absent before Linux 5.8
record FileStatus(
    int mode,
    long owner,
    long group,
    Device device,
    long inode,
    long sizeBytes,
    OptionalLong mount) {
  static final int STRUCT_BYTES = 256;
  static final int MASK_AT = 0;
  static final int OWNER_AT = 20;
  static final int GROUP_AT = 24;
  static final int MODE_AT = 28;
  static final int INODE_AT = 32;
  static final int SIZE_AT = 40;
  static final int DEVICE_MAJOR_AT = 136;
  static final int DEVICE_MINOR_AT = 140;
  static final int MOUNT_AT = 144;

  /// `STATX_MNT_ID`.
  static final int MOUNT = 0x1000;

  private static final int FILE_TYPE = 0xf000;
  private static final int REGULAR = 0x8000;
  private static final int DIRECTORY = 0x4000;
  private static final long UNSIGNED = 0xffff_ffffL;

  static FileStatus of(MemorySegment statx) {
    return new FileStatus(
        statx.get(JAVA_SHORT, MODE_AT) & 0xffff,
        statx.get(JAVA_INT, OWNER_AT) & UNSIGNED,
        statx.get(JAVA_INT, GROUP_AT) & UNSIGNED,
        new Device(statx.get(JAVA_INT, DEVICE_MAJOR_AT), statx.get(JAVA_INT, DEVICE_MINOR_AT)),
        statx.get(JAVA_LONG, INODE_AT),
        statx.get(JAVA_LONG, SIZE_AT),
        (statx.get(JAVA_INT, MASK_AT) & MOUNT) == 0
            ? OptionalLong.empty()
            : OptionalLong.of(statx.get(JAVA_LONG, MOUNT_AT)));
  }

  /// Whether it is a regular file, which can be opened and read without any effect.
  boolean regular() {
    return (mode & FILE_TYPE) == REGULAR;
  }

  boolean directory() {
    return (mode & FILE_TYPE) == DIRECTORY;
  }

  /// Whether this is the same file.
  boolean isSame(FileStatus other) {
    return device.equals(other.device) && inode == other.inode;
  }
}
