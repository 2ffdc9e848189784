package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.vmascope.mapping.Device;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The attributes of a file: a part of `struct statx` (`include/uapi/linux/stat.h`).
///
/// @param mode the type and the permissions
/// @param owner the user id of the owner
/// @param group the group id
/// @param device the device of its file system
/// @param inode the inode number, unsigned
/// @param sizeBytes the size
/// @param links the number of directory entries; 0 once it is deleted
/// @param modified the time of the last write
/// @param changed the time of the last change of its bytes or attributes
/// @param born the time of creation; absent where the file system does not keep it
/// @param mount the id of the mount by which it was opened; absent before Linux 5.8
/// @param subvolume the number of its subvolume; absent before Linux 6.10, and where there are none
public record FileStatus(
    int mode,
    long owner,
    long group,
    Device device,
    long inode,
    long sizeBytes,
    long links,
    Instant modified,
    Instant changed,
    Optional<Instant> born,
    OptionalLong mount,
    OptionalLong subvolume) {
  static final int STRUCT_BYTES = 256;
  static final int MASK_AT = 0;
  static final int LINKS_AT = 16;
  static final int OWNER_AT = 20;
  static final int GROUP_AT = 24;
  static final int MODE_AT = 28;
  static final int INODE_AT = 32;
  static final int SIZE_AT = 40;
  static final int BORN_AT = 80;
  static final int CHANGED_AT = 96;
  static final int MODIFIED_AT = 112;
  static final int DEVICE_MAJOR_AT = 136;
  static final int DEVICE_MINOR_AT = 140;
  static final int MOUNT_AT = 144;
  static final int SUBVOLUME_AT = 160;

  /// The offset of the nanoseconds within a timestamp, in bytes.
  static final int NANOSECONDS = 8;

  /// `STATX_BTIME`.
  static final int BORN = 0x800;

  /// `STATX_MNT_ID`.
  static final int MOUNT = 0x1000;

  /// `STATX_SUBVOL`.
  static final int SUBVOLUME = 0x8000;

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
        statx.get(JAVA_INT, LINKS_AT) & UNSIGNED,
        time(statx, MODIFIED_AT),
        time(statx, CHANGED_AT),
        has(statx, BORN) ? Optional.of(time(statx, BORN_AT)) : Optional.empty(),
        number(statx, MOUNT, MOUNT_AT),
        number(statx, SUBVOLUME, SUBVOLUME_AT));
  }

  private static boolean has(MemorySegment statx, int bit) {
    return (statx.get(JAVA_INT, MASK_AT) & bit) != 0;
  }

  private static OptionalLong number(MemorySegment statx, int bit, int at) {
    return has(statx, bit) ? OptionalLong.of(statx.get(JAVA_LONG, at)) : OptionalLong.empty();
  }

  /// A `struct statx_timestamp`; a time outside the range of [Instant] is clamped.
  private static Instant time(MemorySegment statx, int at) {
    long seconds = statx.get(JAVA_LONG, at);
    return Instant.ofEpochSecond(
        Math.clamp(seconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond() - 1),
        statx.get(JAVA_INT, at + NANOSECONDS) & UNSIGNED);
  }

  /// Whether it is a regular file, which can be opened and read without side effects.
  public boolean regular() {
    return (mode & FILE_TYPE) == REGULAR;
  }

  public boolean directory() {
    return (mode & FILE_TYPE) == DIRECTORY;
  }

  /// Whether this is the same file.
  boolean isSame(FileStatus other) {
    return device.equals(other.device) && inode == other.inode;
  }
}
