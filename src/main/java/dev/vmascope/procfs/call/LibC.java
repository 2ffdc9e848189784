package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vmascope.mapping.text.RawText;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The C library calls by which files of processes are read. Java lacks some of them, and its own
/// versions of the others are several times as expensive.
@SuppressWarnings("restricted")
public final class LibC {
  /// `_SC_CLK_TCK`, `bits/confname.h`.
  private static final int SC_CLK_TCK = 2;

  /// `_SC_PAGESIZE`, `bits/confname.h`.
  private static final int SC_PAGESIZE = 30;

  /// No such thing, `asm-generic/errno-base.h`.
  public static final int ENOENT = 2;

  /// No such process.
  public static final int ESRCH = 3;

  /// A signal came in between.
  public static final int EINTR = 4;

  /// There is nothing to read now.
  public static final int EAGAIN = 11;

  /// It lies on another mount.
  public static final int EXDEV = 18;

  /// The next record of `/dev/kmsg` was overwritten.
  public static final int EPIPE = 32;

  /// The path or the target of a link is longer than a page.
  private static final int ENAMETOOLONG = 36;

  /// There is a link where none is followed.
  public static final int ELOOP = 40;

  /// Paths are relative to the current directory (`AT_FDCWD`, `fcntl.h`).
  public static final int CURRENT_DIRECTORY = -100;

  static final int O_CLOEXEC = 0x80000;
  private static final boolean OWN_NUMBERS = hasOwnNumbers();

  /// The flags to read a file that is no symbolic link.
  static final int FILE = O_CLOEXEC | (OWN_NUMBERS ? 0x8000 : 0x20000);

  /// The flags to open a directory. Not `O_PATH`, with which the kernel would not check whether
  /// this service may see it (`hidepid`).
  public static final int DIRECTORY = O_CLOEXEC | (OWN_NUMBERS ? 0x4000 : 0x10000);

  /// The flags to read a file that is no symbolic link, without waiting for data (`O_NONBLOCK`,
  /// `asm-generic/fcntl.h`).
  public static final int WITHOUT_WAITING = FILE | 0x800;

  static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
  static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SYSCONF =
      handle("sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
  private static final MethodHandle READLINKAT =
      withErrno(
          "readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));

  private static final MethodHandle OPENAT =
      withErrno(
          "openat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(3));

  private static final MethodHandle PREAD =
      withErrno("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));

  private static final MethodHandle READ =
      withErrno("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private static final MethodHandle IOCTL =
      withErrno(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));

  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  /// The size of a page, in bytes, in which `statm` counts.
  public static final int PAGE_BYTES = sysconf(SC_PAGESIZE);

  /// The unit of start times, `USER_HZ`.
  public static final int TICKS_PER_SECOND = sysconf(SC_CLK_TCK);

  private LibC() {}

  /// The result of a system call.
  ///
  /// @param value the result; negative if it failed
  /// @param errno why it failed; 0 if it did not
  public record Result(long value, int errno) {
    public boolean failed() {
      return value < 0;
    }

    public SystemCallException exception() {
      return new SystemCallException(errno, SystemCallException.strerror(errno));
    }
  }

  /// Some architectures have numbers of their own for `O_DIRECTORY` and `O_NOFOLLOW`
  /// (`arch/*/include/uapi/asm/fcntl.h`).
  private static boolean hasOwnNumbers() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64", "arm", "ppc64", "ppc64le" -> true;
      default -> false;
    };
  }

  /// `openat(2)`. Java's own channels do not give their descriptor away, and cost several times as
  /// much as the kernel's part.
  ///
  /// @param flags [#FILE] or [#DIRECTORY]
  public static Result openat(int directory, String path, int flags) {
    CallWorkspace own = CallWorkspace.ofThread();
    if (!own.takes(path)) {
      return new Result(-1, ENAMETOOLONG);
    }
    try {
      return own.result((int) OPENAT.invokeExact(own.state(), directory, own.path(), flags));
    } catch (Throwable e) {
      throw new LinkageError("openat", e);
    }
  }

  /// `pread(2)`; offsets have 64 bits where addresses do.
  public static Result pread(int descriptor, MemorySegment target, long offset) {
    CallWorkspace own = CallWorkspace.ofThread();
    try {
      return own.result(
          (long) PREAD.invokeExact(own.state(), descriptor, target, target.byteSize(), offset));
    } catch (Throwable e) {
      throw new LinkageError("pread", e);
    }
  }

  /// `read(2)`, for what has no offsets.
  public static Result read(int descriptor, MemorySegment target) {
    CallWorkspace own = CallWorkspace.ofThread();
    try {
      return own.result(
          (long) READ.invokeExact(own.state(), descriptor, target, target.byteSize()));
    } catch (Throwable e) {
      throw new LinkageError("read", e);
    }
  }

  /// A buffer of 16 KiB of this thread, for [#pread] of what is copied on at once: any other call
  /// may overwrite it.
  public static MemorySegment buffer() {
    return CallWorkspace.ofThread().buffer();
  }

  /// `ioctl(2)`.
  public static Result ioctl(int descriptor, long request, MemorySegment argument) {
    CallWorkspace own = CallWorkspace.ofThread();
    try {
      return own.result((int) IOCTL.invokeExact(own.state(), descriptor, request, argument));
    } catch (Throwable e) {
      throw new LinkageError("ioctl", e);
    }
  }

  /// `close(2)`, of a descriptor from [#openat].
  public static void close(int descriptor) {
    try {
      int closed = (int) CLOSE.invokeExact(descriptor);
      if (closed != 0) {
        throw new IllegalStateException("close(" + descriptor + ")");
      }
    } catch (Throwable e) {
      throw new LinkageError("close", e);
    }
  }

  static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }

  static MethodHandle withErrno(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return handle(name, descriptor, all);
  }

  /// `sysconf(3)`.
  static int sysconf(int name) {
    try {
      return Math.toIntExact((long) SYSCONF.invokeExact(name));
    } catch (Throwable e) {
      throw new LinkageError("sysconf", e);
    }
  }

  /// `readlinkat(2)`: the bytes of a link, which Java's own paths cannot carry in every locale.
  ///
  /// @return not applicable, if it is longer than the kernel prints
  /// @throws java.io.UncheckedIOException if it fails in a way that says nothing about a process,
  ///   such as too little memory
  public static Outcome<RawText> readlinkat(int directory, String link) {
    CallWorkspace own = CallWorkspace.ofThread();
    Result result = own.takes(link) ? readlinkat(directory, own) : new Result(-1, ENAMETOOLONG);
    if (!result.failed()) {
      byte[] target = own.buffer().asSlice(0, result.value()).toArray(JAVA_BYTE);
      return new Outcome.Ok<>(RawText.of(target, 0, target.length));
    }
    return result.errno() == ENAMETOOLONG
        ? new Outcome.NotApplicable<>()
        : Outcome.ofFailure(result.exception(), true);
  }

  private static Result readlinkat(int directory, CallWorkspace own) {
    try {
      return own.result(
          (long)
              READLINKAT.invokeExact(
                  own.state(), directory, own.path(), own.buffer(), own.buffer().byteSize()));
    } catch (Throwable e) {
      throw new LinkageError("readlinkat", e);
    }
  }
}
