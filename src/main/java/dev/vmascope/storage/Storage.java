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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The durable storage of this service, or the reason why it has none. It is the files of the data
/// folder.
public sealed interface Storage extends AutoCloseable permits FileStore, NoStorage {
  /// Opens a folder, which is created if it is missing. It stays open, and locked against other
  /// services, as long as this one runs.
  static Storage open(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      KernelFolder opened = KernelFolder.open(folder, Slot.allNames());
      try {
        if (othersMayWrite(opened.status())) {
          opened.close();
          return new NoStorage(folder, "other users may write there (chmod go-w)");
        }
        return FileStore.of(folder, opened);
      } catch (IOException e) {
        opened.close();
        throw e;
      }
    } catch (IOException e) {
      return new NoStorage(folder, reason(e));
    }
  }

  private static boolean othersMayWrite(FileStatus folder) {
    return (folder.mode() & 0022) != 0;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case SystemCallException call when call.errno() == KernelFolder.LOCKED ->
          "another service stores there";
      case AccessDeniedException _ -> "it cannot be created: permission denied";
      case FileSystemException file ->
          "it cannot be created" + (file.getReason() == null ? "" : ": " + file.getReason());
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
