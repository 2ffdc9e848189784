package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.Consumer;

/// The memory for arguments of system calls that cannot change once it is filled. It is read-only
/// and sealed (`mseal(2)`, Linux 6.10), so neither this process nor a filter of its calls, which
/// sees addresses alone, has to trust later contents.
@SuppressWarnings("restricted")
final class SealedMemory {
  /// `__NR_mseal`, the same for all architectures.
  private static final long MSEAL = 462;

  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int HALF = 32;

  private static final MethodHandle MPROTECT =
      LibC.handle("mprotect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

  private static volatile boolean allSealed = true;

  private SealedMemory() {}

  /// New memory with contents, for good. The high halves of its addresses are equal, since filters
  /// compare halves.
  ///
  /// @param bytes its size; rounded up to pages
  static MemorySegment filled(long bytes, Consumer<MemorySegment> contents) {
    long size = Math.ceilDiv(bytes, LibC.PAGE_BYTES) * LibC.PAGE_BYTES;
    MemorySegment memory = MemorySegment.ofAddress(place(size)).reinterpret(size);
    protect(memory, PROT_READ | PROT_WRITE);
    contents.accept(memory);
    protect(memory, PROT_READ);
    if (NumberedCalls.call(MSEAL, memory.address(), size, 0) != 0) {
      allSealed = false;
    }
    return memory;
  }

  /// Whether none of it can be changed within this process.
  static boolean allSealed() {
    return allSealed;
  }

  private static long place(long size) {
    LibC.Result reserved = MemoryCalls.reserve(0, size);
    if (reserved.failed()) {
      throw new IllegalStateException("mmap", reserved.exception());
    }
    long from = reserved.value();
    if (from >>> HALF == (from + size) >>> HALF) {
      return from;
    }
    // The place across the border is kept until there is another one.
    long other = place(size);
    MemoryCalls.release(from, size);
    return other;
  }

  private static void protect(MemorySegment memory, int protection) {
    int failed;
    try {
      failed = (int) MPROTECT.invokeExact(memory.address(), memory.byteSize(), protection);
    } catch (Throwable e) {
      throw new LinkageError("mprotect", e);
    }
    if (failed != 0) {
      throw new IllegalStateException("mprotect(2) fails for memory that was reserved for this");
    }
  }
}
