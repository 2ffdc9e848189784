package dev.vmascope.procfs.object;

import dev.vmascope.procfs.call.LibC;
import java.util.Locale;

/// The result of reading a mapped file.
public sealed interface FileContent<T> {
  /// A file that was read.
  ///
  /// @param value the result of the parser
  record Read<T>(T value) implements FileContent<T> {}

  /// A file that was not read.
  record Unread<T>(Why why) implements FileContent<T> {}

  /// The reason why a file was not read.
  enum Why {
    /// The service lacks the permission.
    DENIED,
    /// There is no such file.
    GONE,
    /// It is a device, a pipe or another special file; opening one may have effects.
    NOT_REGULAR,
    /// The user of the process may not access its path.
    FORBIDDEN,
    /// It lies on a file system of a server or a user process, such as NFS or FUSE, on one without
    /// files of its own, such as sysfs, or on an unknown one.
    FILE_SYSTEM,
    /// A symbolic link is in its path; none was when it was mapped, and none is followed.
    LINK,
    /// The root directory of the process is absent: a capture has none.
    NO_ROOT,
    /// Its path does not lead to it: the mount that it lies on was detached (`umount -l`), or
    /// another one covers it.
    HIDDEN,
    /// The time was used up by other files, or the file is too large.
    SKIPPED,
    /// An error of the file system, or a path that is not followed here.
    FAILED;

    static Why of(int errno) {
      return switch (errno) {
        case 1, 13 -> DENIED;
        case LibC.ENOENT, 20 -> GONE;
        case LibC.EXDEV -> FILE_SYSTEM;
        case LibC.ELOOP -> LINK;
        default -> FAILED;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
