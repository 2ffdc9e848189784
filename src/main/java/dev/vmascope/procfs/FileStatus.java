package dev.vmascope.procfs;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.vmascope.mapping.Device;
import java.lang.foreign.MemorySegment;

/// What a file is: a part of `struct statx` (`include/uapi/linux/stat.h`).
///
/// @param regular whether it is a regular file, which can be opened and read without any effect
/// @param device of its file system
/// @param inode unsigned
/// @param sizeBytes its size
record FileStatus(boolean regular, Device device, long inode, long sizeBytes) {
  static final int STRUCT_BYTES = 256;
  static final int MODE_AT = 28;
  static final int INODE_AT = 32;
  static final int SIZE_AT = 40;
  static final int DEVICE_MAJOR_AT = 136;
  static final int DEVICE_MINOR_AT = 140;

  private static final int FILE_TYPE = 0xf000;
  private static final int REGULAR = 0x8000;

  static FileStatus of(MemorySegment statx) {
    return new FileStatus(
        (statx.get(JAVA_SHORT, MODE_AT) & FILE_TYPE) == REGULAR,
        new Device(statx.get(JAVA_INT, DEVICE_MAJOR_AT), statx.get(JAVA_INT, DEVICE_MINOR_AT)),
        statx.get(JAVA_LONG, INODE_AT),
        statx.get(JAVA_LONG, SIZE_AT));
  }

  /// Whether this is the same file.
  boolean isSame(FileStatus other) {
    return device.equals(other.device) && inode == other.inode;
  }
}
