package dev.vmascope.procfs;

import java.util.Locale;

/// What came of reading a file.
public sealed interface FileContent<T> {
  /// It was read.
  ///
  /// @param value what the parser made of it
  record Read<T>(T value) implements FileContent<T> {}

  /// It was not read.
  record Unread<T>(Why why) implements FileContent<T> {}

  /// Why a file was not read.
  enum Why {
    /// The kernel did not let this service.
    DENIED,
    /// There is no such file.
    GONE,
    /// It is a device, a pipe or the like; opening one may have effects.
    NOT_REGULAR,
    /// The user of the process has no leave to look at what lies at its path.
    FORBIDDEN,
    /// It lies on a file system that somebody else answers for, such as FUSE or NFS, or that is
    /// none of files, such as sysfs; or it is not known on which.
    FILE_SYSTEM,
    /// There is a symbolic link in its path; none was when it was mapped, and none is followed.
    LINK,
    /// The root directory of the process is not there to look into: a capture has none.
    NO_ROOT,
    /// It is there, but its path does not lead to it: the mount that it lies on was taken away
    /// (`umount -l`), or another covers it.
    HIDDEN,
    /// Other files took all of the time, or there is too much to read.
    SKIPPED,
    /// An error of the file system, or a path that the kernel does not follow here.
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
