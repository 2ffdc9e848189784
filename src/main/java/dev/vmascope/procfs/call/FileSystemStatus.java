package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// The free space of a file system: a part of `struct statfs`
/// (`include/uapi/asm-generic/statfs.h`).
///
/// @param inMemory whether it is a tmpfs
/// @param full whether no block is free for users other than root; always false for one without a
///   limit, which counts no blocks
/// @param availableBytes the free space for users other than root; [Long#MAX_VALUE] without a limit
public record FileSystemStatus(boolean inMemory, boolean full, long availableBytes) {
  static final int STRUCT_BYTES = 120;
  static final int TYPE_AT = 0;
  static final int BLOCK_BYTES_AT = 8;
  static final int BLOCKS_AT = 16;
  static final int AVAILABLE_AT = 32;

  /// `TMPFS_MAGIC`, `include/uapi/linux/magic.h`.
  private static final long TMPFS = 0x01021994;

  static FileSystemStatus of(MemorySegment statfs) {
    boolean limited = statfs.get(JAVA_LONG, BLOCKS_AT) != 0;
    long blocks = statfs.get(JAVA_LONG, AVAILABLE_AT);
    return new FileSystemStatus(
        statfs.get(JAVA_LONG, TYPE_AT) == TMPFS,
        limited && blocks == 0,
        limited ? blocks * statfs.get(JAVA_LONG, BLOCK_BYTES_AT) : Long.MAX_VALUE);
  }
}
