package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A folder of the file system, held open and locked against other processes (`flock(2)`). All
/// names of its files lie in sealed memory, so that a filter can tell these calls from others.
public final class KernelFolder implements FolderCalls {
  /// `EWOULDBLOCK` of `flock(2)`: another process has the lock.
  public static final int LOCKED = 11;

  private static final long OPENAT2 = 437;
  private static final long RENAMEAT2 = System.getProperty("os.arch").equals("aarch64") ? 276 : 316;

  /// `LOCK_EX | LOCK_NB`, `include/uapi/asm-generic/fcntl.h`.
  private static final int EXCLUSIVELY = 2 | 4;

  private static final MethodHandle WRITE =
      LibC.withErrno("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private static final MethodHandle FSYNC =
      LibC.withErrno("fsync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private static final MethodHandle FLOCK =
      LibC.withErrno("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  private static final MethodHandle UNLINKAT =
      LibC.withErrno("unlinkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  private static final MethodHandle CLOSE =
      LibC.handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final int descriptor;
  private final List<String> names;
  private final MemorySegment sealed;

  private KernelFolder(int descriptor, List<String> names) {
    this.descriptor = descriptor;
    this.names = List.copyOf(names);
    this.sealed =
        SealedMemory.filled(
            (long) names.size() * FolderArguments.NAME_BYTES,
            memory -> {
              for (int i = 0; i < names.size(); i++) {
                byte[] name = names.get(i).getBytes(StandardCharsets.US_ASCII);
                if (name.length >= FolderArguments.NAME_BYTES) {
                  throw new IllegalArgumentException(names.get(i));
                }
                MemorySegment.copy(
                    name, 0, memory, JAVA_BYTE, (long) i * FolderArguments.NAME_BYTES, name.length);
              }
            });
  }

  /// Opens and locks a folder.
  ///
  /// @param names the names of all files that are ever written, each shorter than 32 bytes
  /// @throws SystemCallException also if another process has it, with the number [#LOCKED]
  public static KernelFolder open(Path folder, List<String> names) throws IOException {
    LibC.Result opened = LibC.openat(LibC.CURRENT_DIRECTORY, folder.toString(), LibC.DIRECTORY);
    int descriptor = (int) succeeded(opened);
    try {
      succeeded(call("flock", state -> (int) FLOCK.invokeExact(state, descriptor, EXCLUSIVELY)));
      return new KernelFolder(descriptor, names);
    } catch (IOException | RuntimeException e) {
      LibC.close(descriptor);
      throw e;
    }
  }

  /// The status of the folder.
  public FileStatus status() throws IOException {
    return FileCalls.status(descriptor);
  }

  @Override
  public int create() throws IOException {
    long opened =
        NumberedCalls.call(
            OPENAT2,
            descriptor,
            name(0).address(),
            OpenHow.NEW_FILE.address(),
            FileCalls.OPEN_HOW_BYTES);
    return (int) succeeded(opened);
  }

  @Override
  public int write(int file, byte[] bytes, int offset, int count) throws IOException {
    MemorySegment buffer = LibC.buffer();
    int some = (int) Math.min(count, buffer.byteSize());
    MemorySegment.copy(bytes, offset, buffer, JAVA_BYTE, 0, some);
    LibC.Result written;
    do {
      written = call("write", state -> (long) WRITE.invokeExact(state, file, buffer, (long) some));
    } while (written.errno() == LibC.EINTR);
    return (int) succeeded(written);
  }

  @Override
  public void sync(int file) throws IOException {
    LibC.Result synced;
    do {
      synced = call("fsync", state -> (int) FSYNC.invokeExact(state, file));
    } while (synced.errno() == LibC.EINTR);
    succeeded(synced);
  }

  @Override
  public void closeFile(int file) {
    LibC.close(file);
  }

  @Override
  public void rename(int name) throws IOException {
    // By number: the C library makes other calls of it, which are forbidden.
    succeeded(
        NumberedCalls.call(
            RENAMEAT2, descriptor, name(0).address(), descriptor, name(name).address(), 0));
  }

  @Override
  public void remove(int name) throws IOException {
    MemorySegment path = name(name);
    succeeded(call("unlinkat", state -> (int) UNLINKAT.invokeExact(state, descriptor, path, 0)));
  }

  @Override
  public void syncNames() throws IOException {
    sync(descriptor);
  }

  @Override
  public Optional<FileStatus> status(int name) throws IOException {
    byte[] path = names.get(name).getBytes(StandardCharsets.US_ASCII);
    LibC.Result named = FileCalls.nameIn(descriptor, path, false);
    if (named.errno() == LibC.ENOENT
        || named.errno() == LibC.ELOOP
        || named.errno() == LibC.EXDEV) {
      return Optional.empty();
    }
    int file = (int) succeeded(named);
    try {
      return Optional.of(FileCalls.status(file));
    } finally {
      LibC.close(file);
    }
  }

  @Override
  public ReadableByteChannel read(int name) throws IOException {
    return KernelFile.open(descriptor, names.get(name));
  }

  @Override
  public long freeBytes() throws IOException {
    return FileCalls.fileSystem(descriptor).availableBytes();
  }

  @Override
  public FolderArguments arguments() {
    return new FolderArguments(
        descriptor,
        OpenHow.NEW_FILE.address(),
        sealed.address(),
        (long) names.size() * FolderArguments.NAME_BYTES);
  }

  /// Closes the folder, which unlocks it. A filter of calls may refuse that: then it stays open as
  /// long as the process.
  @Override
  public void close() {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new LinkageError("close", e);
    }
  }

  private MemorySegment name(int index) {
    return sealed.asSlice((long) index * FolderArguments.NAME_BYTES, FolderArguments.NAME_BYTES);
  }

  /// A call of the C library.
  @FunctionalInterface
  private interface Call {
    long with(MemorySegment state) throws Throwable;
  }

  private static LibC.Result call(String name, Call call) {
    CallWorkspace own = CallWorkspace.ofThread();
    try {
      return own.result(call.with(own.state()));
    } catch (Throwable e) {
      throw new LinkageError(name, e);
    }
  }

  private static long succeeded(long result) throws IOException {
    return succeeded(result < 0 ? new LibC.Result(-1, (int) -result) : new LibC.Result(result, 0));
  }

  private static long succeeded(LibC.Result result) throws IOException {
    if (result.failed()) {
      throw result.exception();
    }
    return result.value();
  }
}
