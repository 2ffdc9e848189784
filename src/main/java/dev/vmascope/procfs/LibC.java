package dev.vmascope.procfs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vmascope.mapping.KernelText;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// The few calls of the C library that Java has no other way to.
@SuppressWarnings("restricted")
final class LibC {
  /// `_SC_CLK_TCK`, `bits/confname.h`.
  static final int SC_CLK_TCK = 2;

  /// `_SC_PAGESIZE`, `bits/confname.h`.
  static final int SC_PAGESIZE = 30;

  /// No such thing, `asm-generic/errno-base.h`.
  static final int ENOENT = 2;

  /// No such process.
  static final int ESRCH = 3;

  /// The path or the target of a link is longer than a page.
  private static final int ENAMETOOLONG = 36;

  private static final int O_RDONLY_CLOEXEC_NOFOLLOW = 0x80000 | noFollow();
  private static final long LONGEST_MESSAGE = 256;
  private static final long LONGEST_LINK = 1 << 14;

  private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SYSCONF =
      handle("sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
  private static final MethodHandle STRERROR =
      handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private static final MethodHandle READLINK =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("readlink"),
          FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  private static final MethodHandle OPEN =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("open"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2),
          Linker.Option.captureCallState("errno"));

  private static final MethodHandle IOCTL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("ioctl"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2),
          Linker.Option.captureCallState("errno"));

  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private LibC() {}

  /// What a call gave.
  ///
  /// @param value the result; negative if it failed
  /// @param errno why it failed; 0 if it did not
  record Result(long value, int errno) {
    boolean failed() {
      return value < 0;
    }

    /// The failure as the JDK would have put it.
    IOException exception() {
      return new IOException(strerror(errno));
    }

    /// The failure of a call about a process.
    ///
    /// @throws UncheckedIOException if it says nothing about the process, such as too many open
    ///   files
    <T> Outcome<T> outcome() {
      return ProcessReader.failure(exception(), true);
    }
  }

  /// `O_NOFOLLOW`, which some architectures have a number of their own for
  /// (`arch/*/include/uapi/asm/fcntl.h`).
  private static int noFollow() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64", "arm", "ppc64", "ppc64le" -> 0x8000;
      default -> 0x20000;
    };
  }

  private static Result result(long value, MemorySegment state) {
    return new Result(value, value < 0 ? (int) ERRNO.get(state, 0L) : 0);
  }

  /// `open(2)`, for reading, of a path that is no symbolic link. Java's own channels do not give
  /// their descriptor away.
  static Result open(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment text = arena.allocateFrom(path.toString());
      return result((int) OPEN.invokeExact(state, text, O_RDONLY_CLOEXEC_NOFOLLOW), state);
    } catch (Throwable e) {
      throw new LinkageError("open", e);
    }
  }

  /// `ioctl(2)`.
  static Result ioctl(int descriptor, long request, MemorySegment argument) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      return result((int) IOCTL.invokeExact(state, descriptor, request, argument), state);
    } catch (Throwable e) {
      throw new LinkageError("ioctl", e);
    }
  }

  /// `close(2)`, of a descriptor from [#open].
  static void close(int descriptor) {
    try {
      int closed = (int) CLOSE.invokeExact(descriptor);
      if (closed != 0) {
        throw new IllegalStateException("close(" + descriptor + ")");
      }
    } catch (Throwable e) {
      throw new LinkageError("close", e);
    }
  }

  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
  }

  /// `sysconf(3)`.
  static int sysconf(int name) {
    try {
      return Math.toIntExact((long) SYSCONF.invokeExact(name));
    } catch (Throwable e) {
      throw new LinkageError("sysconf", e);
    }
  }

  /// `strerror(3)`: the words that the JDK puts into its exceptions too, in the language of the
  /// process.
  static String strerror(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(LONGEST_MESSAGE).getString(0);
    } catch (Throwable e) {
      throw new LinkageError("strerror", e);
    }
  }

  /// `readlink(2)`: the bytes of a link, which Java's own paths cannot carry in every locale.
  ///
  /// @return not applicable, if it is longer than the kernel prints
  static Outcome<KernelText> readlink(Path link) {
    byte[] bytes = new byte[(int) LONGEST_LINK];
    Result result = readlink(link, bytes);
    if (!result.failed()) {
      return new Outcome.Ok<>(KernelText.of(bytes, 0, Math.toIntExact(result.value())));
    }
    return result.errno() == ENAMETOOLONG ? new Outcome.NotApplicable<>() : result.outcome();
  }

  private static Result readlink(Path link, byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment target = arena.allocate(bytes.length);
      MemorySegment path = arena.allocateFrom(link.toString());
      long length = (long) READLINK.invokeExact(state, path, target, target.byteSize());
      MemorySegment.copy(target, JAVA_BYTE, 0, bytes, 0, (int) Math.max(0, length));
      return result(length, state);
    } catch (Throwable e) {
      throw new LinkageError("readlink", e);
    }
  }
}
