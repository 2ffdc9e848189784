package dev.vmascope.storage;

import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.call.FolderArguments;
import dev.vmascope.procfs.call.FolderCalls;
import dev.vmascope.procfs.call.SystemCallException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/// A folder of which some calls fail that change something: one, or all from one on.
final class FailingFolder implements FolderCalls {
  private final FolderCalls folder;
  private int until = Integer.MAX_VALUE;
  private int failures;
  private int errno;

  FailingFolder(FolderCalls folder) {
    this.folder = folder;
  }

  /// Lets so many calls pass, and so many fail after them.
  void fail(int passing, int failing, int number) {
    until = passing;
    failures = failing;
    errno = number;
  }

  /// Lets all calls pass.
  void heal() {
    until = Integer.MAX_VALUE;
  }

  /// Whether a call has failed since.
  boolean hasFailed() {
    return until < 0;
  }

  private void pass() throws SystemCallException {
    if (until-- <= 0 && failures-- > 0) {
      throw new SystemCallException(errno, "injected");
    }
  }

  @Override
  public int create() throws IOException {
    pass();
    return folder.create();
  }

  @Override
  public int write(int file, byte[] bytes, int offset, int count) throws IOException {
    pass();
    return folder.write(file, bytes, offset, Math.min(count, 5_000));
  }

  @Override
  public void sync(int file) throws IOException {
    pass();
    folder.sync(file);
  }

  @Override
  public void closeFile(int file) {
    folder.closeFile(file);
  }

  @Override
  public void rename(int name) throws IOException {
    pass();
    folder.rename(name);
  }

  @Override
  public void remove(int name) throws IOException {
    pass();
    folder.remove(name);
  }

  @Override
  public void syncNames() throws IOException {
    pass();
    folder.syncNames();
  }

  @Override
  public Optional<FileStatus> status(int name) throws IOException {
    return folder.status(name);
  }

  @Override
  public ReadableByteChannel read(int name) throws IOException {
    return folder.read(name);
  }

  @Override
  public long freeBytes() throws IOException {
    return folder.freeBytes();
  }

  @Override
  public FolderArguments arguments() {
    return folder.arguments();
  }

  @Override
  public void close() {
    folder.close();
  }
}
