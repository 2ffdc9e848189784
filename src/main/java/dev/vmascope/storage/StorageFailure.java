package dev.vmascope.storage;

/// The cause of a failed write, as far as users can remove it.
public enum StorageFailure {
  /// The file system, or the quota of the user, has no space or no inode left (`ENOSPC`, `EDQUOT`).
  NO_SPACE,
  /// The file is larger than allowed, by the caller, `RLIMIT_FSIZE` or the file system (`EFBIG`).
  TOO_LARGE,
  /// The file system is mounted for reading (`EROFS`).
  READ_ONLY,
  /// The permissions, or a filter of system calls, deny it (`EACCES`, `EPERM`).
  DENIED,
  /// The device has an error (`EIO`).
  INPUT_OUTPUT,
  /// Any other error number.
  OTHER;

  /// The cause of an error number, as in `asm-generic/errno.h`.
  static StorageFailure of(int errno) {
    return switch (errno) {
      case 1, 13 -> DENIED;
      case 5 -> INPUT_OUTPUT;
      case 27 -> TOO_LARGE;
      case 28, 122 -> NO_SPACE;
      case 30 -> READ_ONLY;
      default -> OTHER;
    };
  }
}
