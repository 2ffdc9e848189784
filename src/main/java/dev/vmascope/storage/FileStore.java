package dev.vmascope.storage;

import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.call.FolderArguments;
import dev.vmascope.procfs.call.FolderCalls;
import dev.vmascope.procfs.call.SystemCallException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The files of the data folder. A file appears whole, and is durable once it is stored; a process
/// that ends in between leaves the former file. Files are stored one after the other, and read at
/// any time.
public final class FileStore implements Storage {
  private static final int TEMPORARY = 0;

  /// `asm-generic/errno-base.h`.
  private static final int ENOENT = 2;

  private final Path path;
  private final FolderCalls folder;
  private final ReentrantLock storing = new ReentrantLock();

  private FileStore(Path path, FolderCalls folder) {
    this.path = path;
    this.folder = folder;
  }

  /// The files of an open folder, which is tried out: incomplete files are removed, and one is
  /// created. A full file system counts as writable, since files can be deleted there.
  ///
  /// @throws IOException if nothing can be written
  static FileStore of(Path path, FolderCalls folder) throws IOException {
    FileStore store = new FileStore(path, folder);
    store.discard();
    try {
      folder.closeFile(folder.create());
      store.discard();
    } catch (IOException e) {
      StorageException failure = StorageException.of(e);
      if (failure.failure() != StorageFailure.NO_SPACE) {
        throw failure;
      }
    }
    return store;
  }

  /// The files that are there, by slot.
  public List<StoredFile> list() throws StorageException {
    List<StoredFile> files = new ArrayList<>();
    for (Slot slot : Slot.all()) {
      find(slot).ifPresent(files::add);
    }
    return files;
  }

  /// The file of a slot; empty if there is none.
  public Optional<StoredFile> find(Slot slot) throws StorageException {
    return on(() ->
        folder
            .status(slot.name())
            .filter(FileStatus::regular)
            .map(status -> new StoredFile(slot, status.sizeBytes(), status.modified())));
  }

  /// The contents of a file, in memory.
  ///
  /// @param mostBytes the limit; a larger file is an error
  /// @return empty if there is no file
  public Optional<byte[]> read(Slot slot, int mostBytes) throws IOException {
    Optional<InputStream> opened = open(slot);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.orElseThrow()) {
      byte[] bytes = in.readNBytes(mostBytes);
      if (in.read() >= 0) {
        throw new StorageException(
            StorageFailure.TOO_LARGE, "the file is larger than " + mostBytes + " bytes");
      }
      return Optional.of(bytes);
    }
  }

  /// The contents of a file. A file that is replaced or deleted meanwhile is read to its end.
  ///
  /// @return empty if there is no file
  public Optional<InputStream> open(Slot slot) throws StorageException {
    if (find(slot).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(on(() -> Channels.newInputStream(folder.read(slot.name()))));
  }

  /// Stores a file in place of the former one, if any. Waits for other files that are stored.
  ///
  /// @param mostBytes the limit; a larger content is an error
  /// @throws StorageException if it is not stored; then a former file is unchanged, or complete in
  ///   its new version
  /// @throws IOException the failure of the writer; then nothing is changed
  public StoredFile store(Slot slot, long mostBytes, ContentWriter content) throws IOException {
    storing.lock();
    try {
      boolean replaces = find(slot).isPresent();
      discard();
      write(mostBytes, content);
      publish(slot, replaces);
      return find(slot)
          .orElseThrow(
              () -> new StorageException(StorageFailure.OTHER, "the file has been removed"));
    } finally {
      storing.unlock();
    }
  }

  private void write(long mostBytes, ContentWriter content) throws IOException {
    int file = on(folder::create);
    boolean complete = false;
    try {
      FileOutput out = new FileOutput(folder, file, mostBytes);
      content.writeTo(out);
      out.flush();
      on(() -> folder.sync(file));
      complete = true;
    } finally {
      folder.closeFile(file);
      if (!complete) {
        removeQuietly(TEMPORARY);
      }
    }
  }

  /// Names the complete file. A new one whose name is not durable is removed again.
  private void publish(Slot slot, boolean replaces) throws StorageException {
    try {
      on(() -> folder.rename(slot.name()));
    } catch (StorageException e) {
      removeQuietly(TEMPORARY);
      throw e;
    }
    try {
      on(folder::syncNames);
    } catch (StorageException e) {
      if (!replaces) {
        removeQuietly(slot.name());
      }
      throw e;
    }
  }

  /// Deletes a file, for good. That needs no space.
  ///
  /// @return whether there was one
  public boolean delete(Slot slot) throws StorageException {
    storing.lock();
    try {
      boolean found = find(slot).isPresent();
      if (found) {
        on(() -> folder.remove(slot.name()));
        on(folder::syncNames);
      }
      return found;
    } finally {
      storing.unlock();
    }
  }

  /// The path of a file, to be read by a library that opens files itself.
  public Path path(Slot slot) {
    return path.resolve(slot.fileName());
  }

  /// The free space of the file system for users other than root, in bytes.
  public long freeBytes() throws StorageException {
    return on(folder::freeBytes);
  }

  private void discard() throws StorageException {
    try {
      folder.remove(TEMPORARY);
    } catch (SystemCallException e) {
      if (e.errno() != ENOENT) {
        throw StorageException.of(e);
      }
    } catch (IOException e) {
      throw StorageException.of(e);
    }
  }

  /// Removes a file after a failure, which is the one to report. A file that stays is removed
  /// before the next one.
  private void removeQuietly(int name) {
    try {
      folder.remove(name);
    } catch (IOException _) {
      // The failure before this one is thrown.
    }
  }

  @Override
  public Path folder() {
    return path;
  }

  @Override
  public Optional<FolderArguments> writes() {
    return Optional.of(folder.arguments());
  }

  @Override
  public void close() {
    folder.close();
  }

  /// A call with a result.
  @FunctionalInterface
  private interface Call<T> {
    T result() throws IOException;
  }

  /// A call without a result.
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private static <T> T on(Call<T> call) throws StorageException {
    try {
      return call.result();
    } catch (IOException e) {
      throw StorageException.of(e);
    }
  }

  private static void on(Action action) throws StorageException {
    try {
      action.run();
    } catch (IOException e) {
      throw StorageException.of(e);
    }
  }
}
