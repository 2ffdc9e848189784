package dev.vmascope.procfs.call;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/// The system calls on a folder with files of fixed names, which are numbers here. A file is
/// created with the name 0 and gets another one when it is complete. All failures are
/// [SystemCallException]s.
public interface FolderCalls extends AutoCloseable {
  /// Creates the file 0, for writing; fails if it exists.
  ///
  /// @return its descriptor
  int create() throws IOException;

  /// Writes some of the bytes.
  ///
  /// @return the number of bytes written
  int write(int file, byte[] bytes, int offset, int count) throws IOException;

  /// Makes the bytes of a file durable (`fsync(2)`).
  void sync(int file) throws IOException;

  void closeFile(int file);

  /// Gives the file 0 another name, in place of the file that has it.
  void rename(int name) throws IOException;

  void remove(int name) throws IOException;

  /// Makes the names durable.
  void syncNames() throws IOException;

  /// The status of a file; empty if there is none of the name, or a link or mount instead.
  Optional<FileStatus> status(int name) throws IOException;

  /// Opens a file for reading.
  ReadableByteChannel read(int name) throws IOException;

  /// The free space of the file system for users other than root, in bytes.
  long freeBytes() throws IOException;

  FolderArguments arguments();

  @Override
  void close();
}
