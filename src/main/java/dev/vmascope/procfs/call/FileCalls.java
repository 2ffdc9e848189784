package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vmascope.mapping.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The system calls by which mapped files are opened. A file is first opened with `O_PATH`, which
/// has no effect on any type of file, and for reading only if it is a regular one.
public final class FileCalls {
  /// `__NR_openat2`, the same for all architectures.
  private static final long OPENAT2 = 437;

  static final int OPEN_HOW_BYTES = 24;
  static final int RESOLVE_AT = 16;

  /// The flag that enters no other mount (`include/uapi/linux/openat2.h`).
  static final long RESOLVE_NO_XDEV = 0x01;

  static final long RESOLVE_NO_MAGICLINKS = 0x02;
  static final long RESOLVE_NO_SYMLINKS = 0x04;
  static final long RESOLVE_BENEATH = 0x08;

  static final int O_PATH = 0x200000;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_NOCTTY = 0x100;

  /// `AT_EMPTY_PATH`: the descriptor itself is meant.
  private static final int OF_ITSELF = 0x1000;

  /// `AT_STATX_DONT_SYNC`: cached attributes suffice, without a request to a file server.
  private static final int WITHOUT_ASKING = 0x4000;

  /// `STATX_BASIC_STATS`, and the fields that a kernel or a file system may lack.
  private static final int WANTED =
      0x7ff | FileStatus.MOUNT | FileStatus.BORN | FileStatus.SUBVOLUME;

  /// `MFD_CLOEXEC`, `include/uapi/linux/memfd.h`.
  private static final int MFD_CLOEXEC = 0x1;

  private static final String ACCESS_LIST = "system.posix_acl_access";

  /// `ENODATA`: the file has no such attribute.
  private static final int ENODATA = 61;

  /// `EOPNOTSUPP`: the file system has no such attributes.
  private static final int EOPNOTSUPP = 95;

  /// `__NR_memfd_secret`, the same for all architectures; Linux 5.14. The C library has no name for
  /// it.
  private static final long MEMFD_SECRET = 447;

  private static final MethodHandle STATX =
      LibC.withErrno(
          "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));

  private static final MethodHandle FSTATFS =
      LibC.withErrno("fstatfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private static final MethodHandle GETXATTR =
      LibC.withErrno(
          "getxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));

  private static final MethodHandle MEMFD_CREATE =
      LibC.withErrno("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  private static final MethodHandle LSEEK =
      LibC.withErrno("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));

  /// `SEEK_DATA`, `include/uapi/linux/fs.h`.
  private static final int SEEK_DATA = 3;

  private FileCalls() {}

  /// The status of the file system of a descriptor.
  ///
  /// @throws IOException if that fails
  public static FileSystemStatus fileSystem(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(LibC.CALL_STATE);
      MemorySegment status = arena.allocate(FileSystemStatus.STRUCT_BYTES, Long.BYTES);
      if (fstatfs(state, descriptor, status) != 0) {
        throw new LibC.Result(-1, (int) LibC.ERRNO.get(state, 0L)).exception();
      }
      return FileSystemStatus.of(status);
    }
  }

  private static int fstatfs(MemorySegment state, int descriptor, MemorySegment status) {
    try {
      return (int) FSTATFS.invokeExact(state, descriptor, status);
    } catch (Throwable e) {
      throw new LinkageError("fstatfs", e);
    }
  }

  /// The offset of the next data of an open file, at or after an offset; fails where there is none.
  public static LibC.Result nextData(int descriptor, long offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(LibC.CALL_STATE);
      long found = (long) LSEEK.invokeExact(state, descriptor, offset, SEEK_DATA);
      return new LibC.Result(found, found < 0 ? (int) LibC.ERRNO.get(state, 0L) : 0);
    } catch (Throwable e) {
      throw new LinkageError("lseek", e);
    }
  }

  /// Opens a file with `O_PATH`; follows links, also those of the kernel.
  ///
  /// @return a descriptor that allows `statx(2)`, but no read
  public static LibC.Result name(int directory, String path) {
    return LibC.openat(directory, path, O_PATH | LibC.O_CLOEXEC);
  }

  /// Opens an entry of a directory with `O_PATH`, by `openat2(2)`; never follows a link.
  ///
  /// @param directory a descriptor
  /// @param name a single file name
  /// @param acrossMounts whether to enter a mount there; otherwise that fails (`EXDEV`), without
  ///   effect
  /// @return a descriptor that allows `statx(2)`, but no read
  public static LibC.Result nameIn(int directory, byte[] name, boolean acrossMounts) {
    MemorySegment how = acrossMounts ? OpenHow.IN_DIRECTORY : OpenHow.ON_MOUNT;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocate(name.length + 1L);
      MemorySegment.copy(name, 0, path, JAVA_BYTE, 0, name.length);
      long opened =
          NumberedCalls.call(OPENAT2, directory, path.address(), how.address(), OPEN_HOW_BYTES);
      return opened < 0 ? new LibC.Result(-1, (int) -opened) : new LibC.Result(opened, 0);
    }
  }

  /// Whether an access control list may change the permissions of a file; also true where it cannot
  /// be read.
  public static boolean mayHaveAccessList(int named) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(LibC.CALL_STATE);
      long bytes =
          (long)
              GETXATTR.invokeExact(
                  state,
                  arena.allocateFrom(link(named)),
                  arena.allocateFrom(ACCESS_LIST),
                  MemorySegment.NULL,
                  0L);
      int errno = (int) LibC.ERRNO.get(state, 0L);
      return bytes >= 0 || (errno != ENODATA && errno != EOPNOTSUPP);
    } catch (Throwable e) {
      throw new LinkageError("getxattr", e);
    }
  }

  /// The device of the internal file system of `memfd_create(2)`.
  ///
  /// @return empty if the kernel has no such memory
  public static Optional<Device> memoryDevice(int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(LibC.CALL_STATE);
      MemorySegment name = arena.allocateFrom("vmascope");
      return deviceOf((int) MEMFD_CREATE.invokeExact(state, name, flags | MFD_CLOEXEC));
    } catch (Throwable e) {
      throw new LinkageError("memfd_create", e);
    }
  }

  /// The device of the internal file system of `memfd_secret(2)`.
  ///
  /// @return empty if the kernel has no such memory, or refuses to create it
  public static Optional<Device> secretMemoryDevice() {
    try {
      return deviceOf((int) NumberedCalls.call(MEMFD_SECRET));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param made a descriptor, which is closed; negative if there is none
  private static Optional<Device> deviceOf(int made) throws IOException {
    if (made < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(status(made).device());
    } finally {
      LibC.close(made);
    }
  }

  private static String link(int named) {
    return "/proc/self/fd/" + named;
  }

  /// Opens an `O_PATH` descriptor for reading. Only for regular files: opening another type may
  /// have effects.
  public static LibC.Result open(int named) {
    return LibC.openat(LibC.CURRENT_DIRECTORY, link(named), O_NONBLOCK | O_NOCTTY | LibC.O_CLOEXEC);
  }

  /// The status of a descriptor, without a request to a file server.
  ///
  /// @throws IOException if that fails
  public static FileStatus status(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(LibC.CALL_STATE);
      MemorySegment path = arena.allocate(1);
      MemorySegment status = arena.allocate(FileStatus.STRUCT_BYTES, Long.BYTES);
      int failed = call(state, descriptor, path, status);
      if (failed != 0) {
        throw new LibC.Result(-1, (int) LibC.ERRNO.get(state, 0L)).exception();
      }
      return FileStatus.of(status);
    }
  }

  /// The inode number of a descriptor, unsigned, without a request to a file server.
  ///
  /// @throws IOException if that fails
  static long inode(int descriptor) throws IOException {
    CallWorkspace own = CallWorkspace.ofThread();
    own.path().set(JAVA_BYTE, 0, (byte) 0);
    LibC.Result result = own.result(call(own.state(), descriptor, own.path(), own.buffer()));
    if (result.failed()) {
      throw result.exception();
    }
    return own.buffer().get(JAVA_LONG, FileStatus.INODE_AT);
  }

  private static int call(
      MemorySegment state, int descriptor, MemorySegment path, MemorySegment status) {
    try {
      return (int)
          STATX.invokeExact(state, descriptor, path, OF_ITSELF | WITHOUT_ASKING, WANTED, status);
    } catch (Throwable e) {
      throw new LinkageError("statx", e);
    }
  }
}
