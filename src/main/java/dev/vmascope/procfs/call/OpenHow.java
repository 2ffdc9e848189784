package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// The sealed page of all `struct open_how` arguments of `openat2(2)`. The struct is in
/// `include/uapi/linux/openat2.h`.
public final class OpenHow {
  private static final int MODE_AT = 8;

  /// `O_WRONLY | O_CREAT | O_EXCL`, `include/uapi/asm-generic/fcntl.h`.
  private static final long NEW = 0x1 | 0x40 | 0x80;

  private static final long FOR_THE_OWNER = 0600;

  private static final long NO_LINKS =
      FileCalls.RESOLVE_BENEATH | FileCalls.RESOLVE_NO_SYMLINKS | FileCalls.RESOLVE_NO_MAGICLINKS;

  private static final MemorySegment PAGE = SealedMemory.filled(LibC.PAGE_BYTES, OpenHow::fill);

  /// The arguments for opening an entry of a directory: no link is followed, and nothing leads out
  /// of the directory.
  static final MemorySegment IN_DIRECTORY = at(PAGE, 0);

  /// The same, without entering a mount in the directory.
  static final MemorySegment ON_MOUNT = at(PAGE, 1);

  /// The arguments for creating a file in a directory, for writing; it fails if there is an entry
  /// of the name.
  static final MemorySegment NEW_FILE = at(PAGE, 2);

  private OpenHow() {}

  /// The addresses of the arguments that a filter lets pass; none of them opens a file for writing.
  public static List<Long> addresses() {
    return List.of(IN_DIRECTORY.address(), ON_MOUNT.address());
  }

  /// Whether neither they nor the names of files that are written can be changed within this
  /// process.
  public static boolean isSealed() {
    return SealedMemory.allSealed();
  }

  private static void fill(MemorySegment page) {
    put(at(page, 0), FileCalls.O_PATH, 0, NO_LINKS);
    put(at(page, 1), FileCalls.O_PATH, 0, NO_LINKS | FileCalls.RESOLVE_NO_XDEV);
    put(at(page, 2), NEW, FOR_THE_OWNER, NO_LINKS | FileCalls.RESOLVE_NO_XDEV);
  }

  private static MemorySegment at(MemorySegment page, int index) {
    return page.asSlice((long) index * FileCalls.OPEN_HOW_BYTES, FileCalls.OPEN_HOW_BYTES);
  }

  private static void put(MemorySegment how, long flags, long mode, long resolve) {
    how.set(JAVA_LONG, 0, flags | LibC.O_CLOEXEC);
    how.set(JAVA_LONG, MODE_AT, mode);
    how.set(JAVA_LONG, FileCalls.RESOLVE_AT, resolve);
  }
}
