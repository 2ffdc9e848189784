package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// The sealed page of all `struct open_how` arguments of `openat2(2)`. The struct is in
/// `include/uapi/linux/openat2.h`. The page is sealed (`mseal(2)`) once it is filled, so neither
/// this process nor a filter of its calls, which sees addresses alone, has to trust later contents.
@SuppressWarnings("restricted")
public final class OpenHow {
  /// `__NR_mseal`, the same for all architectures; Linux 6.10.
  private static final long MSEAL = 462;

  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;

  private static final MethodHandle MPROTECT =
      LibC.handle("mprotect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

  private static final MemorySegment PAGE = page();

  private static final long NO_LINKS =
      FileCalls.RESOLVE_BENEATH | FileCalls.RESOLVE_NO_SYMLINKS | FileCalls.RESOLVE_NO_MAGICLINKS;

  /// The arguments for opening an entry of a directory: no link is followed, and nothing leads out
  /// of the directory.
  static final MemorySegment IN_DIRECTORY = naming(0, NO_LINKS);

  /// The same, without entering a mount in the directory.
  static final MemorySegment ON_MOUNT = naming(1, NO_LINKS | FileCalls.RESOLVE_NO_XDEV);

  private static final boolean SEALED = seal();

  private OpenHow() {}

  /// The addresses of all arguments; none of them opens a file for writing.
  public static List<Long> addresses() {
    return List.of(IN_DIRECTORY.address(), ON_MOUNT.address());
  }

  /// Whether they can no longer be changed within this process.
  public static boolean isSealed() {
    return SEALED;
  }

  private static MemorySegment page() {
    LibC.Result reserved = MemoryCalls.reserve(0, LibC.PAGE_BYTES);
    if (reserved.failed()) {
      throw new IllegalStateException("mmap", reserved.exception());
    }
    protect(reserved.value(), PROT_READ | PROT_WRITE);
    return MemorySegment.ofAddress(reserved.value()).reinterpret(LibC.PAGE_BYTES);
  }

  private static MemorySegment naming(int index, long resolve) {
    MemorySegment how =
        PAGE.asSlice((long) index * FileCalls.OPEN_HOW_BYTES, FileCalls.OPEN_HOW_BYTES);
    how.set(JAVA_LONG, 0, FileCalls.O_PATH | LibC.O_CLOEXEC);
    how.set(JAVA_LONG, FileCalls.RESOLVE_AT, resolve);
    return how;
  }

  private static boolean seal() {
    protect(PAGE.address(), PROT_READ);
    return NumberedCalls.call(MSEAL, PAGE.address(), PAGE.byteSize(), 0) == 0;
  }

  private static void protect(long address, int protection) {
    int failed;
    try {
      failed = (int) MPROTECT.invokeExact(address, (long) LibC.PAGE_BYTES, protection);
    } catch (Throwable e) {
      throw new LinkageError("mprotect", e);
    }
    if (failed != 0) {
      throw new IllegalStateException("mprotect(2) fails for a page that was reserved for this");
    }
  }
}
