package dev.vmascope.storage;

import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.call.FolderArguments;
import dev.vmascope.procfs.call.KernelFolder;
import dev.vmascope.procfs.call.SystemCallException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The durable storage of this service, or the reason why it has none. It is the files of the data
/// folder.
public sealed interface Storage extends AutoCloseable permits FileStore, NoStorage {
  /// Opens a folder, which is created if it is missing. It stays open, and locked against other
  /// services, as long as this one runs.
  static Storage open(Path folder) {
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerAlone()));
      KernelFolder opened = KernelFolder.open(folder, Slot.allNames());
      try {
        requireOwn(folder, opened);
        return FileStore.of(folder, opened);
      } catch (IOException e) {
        opened.close();
        throw e;
      }
    } catch (IOException e) {
      return new NoStorage(folder, reason(e));
    }
  }

  /// Takes a folder from others who may write there, as into a new volume of Kubernetes. Not one
  /// that is meant to be shared, such as `/tmp`.
  private static void requireOwn(Path folder, KernelFolder opened) throws IOException {
    if (othersMayWrite(opened.status()) && !isShared(opened.status())) {
      Files.setPosixFilePermissions(folder, ownerAlone());
    }
    if (othersMayWrite(opened.status())) {
      throw new StorageException(StorageFailure.DENIED, "other users may write there (chmod go-w)");
    }
  }

  private static Set<PosixFilePermission> ownerAlone() {
    return PosixFilePermissions.fromString("rwx------");
  }

  /// Whether it has `S_ISVTX`, `include/uapi/linux/stat.h`.
  private static boolean isShared(FileStatus folder) {
    return (folder.mode() & 01000) != 0;
  }

  private static boolean othersMayWrite(FileStatus folder) {
    return (folder.mode() & 0022) != 0;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case SystemCallException call when call.errno() == KernelFolder.LOCKED ->
          "another service stores there";
      case AccessDeniedException _ -> "it cannot be prepared: permission denied";
      case FileSystemException file ->
          "it cannot be prepared" + (file.getReason() == null ? "" : ": " + file.getReason());
      default -> String.valueOf(e.getMessage());
    };
  }

  /// The folder, open or not.
  Path folder();

  /// The arguments of the system calls that write there, for the filter; empty without storage.
  Optional<FolderArguments> writes();

  @Override
  void close();
}
