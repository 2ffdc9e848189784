package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A file of the kernel, or a captured one, open for reading. Used by one thread.
public final class KernelFile implements ReadableByteChannel {
  /// The descriptor of a file in an archive: every call on it fails with `EBADF`.
  private static final int NONE = -1;

  private final int descriptor;
  private final Optional<ArchivedFile> archived;
  private long position;
  private boolean open = true;

  private KernelFile(int descriptor, Optional<ArchivedFile> archived) {
    this.descriptor = descriptor;
    this.archived = archived;
  }

  /// Opens a file, of the kernel or in an archive; a symbolic link is an error.
  public static KernelFile open(Path path) throws IOException {
    return path.getFileSystem().equals(FileSystems.getDefault())
        ? open(LibC.CURRENT_DIRECTORY, path.toString())
        : new KernelFile(NONE, Optional.of(new ArchivedFile(path)));
  }

  /// Opens a file; a symbolic link is an error.
  ///
  /// @param directory a descriptor of the directory
  /// @param path relative to the directory
  public static KernelFile open(int directory, String path) throws IOException {
    LibC.Result opened = LibC.openat(directory, path, LibC.FILE);
    if (opened.failed()) {
      throw opened.exception();
    }
    return new KernelFile((int) opened.value(), Optional.empty());
  }

  /// The descriptor, for an ioctl; open as long as this is.
  public int descriptor() {
    return descriptor;
  }

  /// The inode number, unsigned. In a proc file system it belongs to one process, and to no other
  /// one with the same pid (`proc_pid_make_inode`, `fs/proc/base.c`).
  ///
  /// @throws IOException if it cannot be read, as for a file in an archive
  public long inode() throws IOException {
    return FileCalls.inode(descriptor);
  }

  /// Sets the position of the next read.
  public void position(long next) {
    position = next;
  }

  /// The rest of the file, read until a read returns fewer bytes than requested. Files that are
  /// generated whole return everything in one read with enough room (`seq_read_iter`,
  /// `fs/seq_file.c`). Not for files that come in parts, such as maps.
  public byte[] readRest() throws IOException {
    MemorySegment buffer = LibC.buffer();
    long count = read(buffer);
    byte[] first = bytes(buffer, count);
    if (count < buffer.byteSize()) {
      return first;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(readRest());
    return all.toByteArray();
  }

  /// The rest of the file, at most `most` bytes, until a read returns nothing.
  public byte[] readAtMost(int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    while (bytes.hasRemaining() && read(bytes) >= 0) {}
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /// The rest of a file that comes in parts, at most `most` bytes, without a larger buffer than
  /// needed.
  public byte[] readParts(int most) throws IOException {
    MemorySegment buffer = LibC.buffer();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (long count = read(buffer); count > 0 && all.size() < most; count = read(buffer)) {
      all.writeBytes(bytes(buffer, count));
    }
    return all.toByteArray();
  }

  private static byte[] bytes(MemorySegment buffer, long count) {
    byte[] bytes = new byte[(int) count];
    MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, bytes.length);
    return bytes;
  }

  private long read(MemorySegment target) throws IOException {
    if (archived.isPresent()) {
      int count = archived.get().read(target.asByteBuffer(), position);
      position += count;
      return count;
    }
    LibC.Result result = LibC.pread(descriptor, target, position);
    if (result.failed()) {
      throw result.exception();
    }
    position += result.value();
    return result.value();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    MemorySegment buffer = LibC.buffer();
    long room = Math.min(buffer.byteSize(), target.remaining());
    MemorySegment part =
        target.isDirect() ? MemorySegment.ofBuffer(target) : buffer.asSlice(0, room);
    int count = Math.toIntExact(read(part));
    if (target.isDirect()) {
      target.position(target.position() + count);
    } else {
      target.put(part.asSlice(0, count).asByteBuffer());
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      if (archived.isPresent()) {
        archived.get().close();
      } else {
        LibC.close(descriptor);
      }
    }
  }
}
