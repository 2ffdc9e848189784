package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// The free space of a file system: a part of `struct statfs`
/// (`include/uapi/asm-generic/statfs.h`).
///
/// @param inMemory whether it is a tmpfs
/// @param full whether no block is free for users other than root; always false for one without a
///   limit, which counts no blocks
public record FileSystemStatus(boolean inMemory, boolean full) {
  static final int STRUCT_BYTES = 120;
  static final int TYPE_AT = 0;
  static final int BLOCKS_AT = 16;
  static final int AVAILABLE_AT = 32;

  /// `TMPFS_MAGIC`, `include/uapi/linux/magic.h`.
  private static final long TMPFS = 0x01021994;

  static FileSystemStatus of(MemorySegment statfs) {
    return new FileSystemStatus(
        statfs.get(JAVA_LONG, TYPE_AT) == TMPFS,
        statfs.get(JAVA_LONG, BLOCKS_AT) != 0 && statfs.get(JAVA_LONG, AVAILABLE_AT) == 0);
  }
}
