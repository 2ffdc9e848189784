package dev.vmascope.procfs.call;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.Optional;

/// The error numbers that say something about a process (`asm-generic/errno-base.h`).
public enum Errno {
  /// Hidden by `hidepid=1`.
  EPERM(1, "operation not permitted"),
  /// No such process, or hidden by `hidepid=2`.
  ENOENT(2, "no such file or directory"),
  /// The process ended after the file was opened, or never had memory.
  ESRCH(3, "no such process"),
  /// A read error of the file system below.
  EIO(5, "input/output error"),
  /// Refused by the ptrace access check.
  EACCES(13, "permission denied"),
  /// The path is no directory, so no process.
  ENOTDIR(20, "not a directory");

  private final int number;
  private final String words;

  Errno(int number, String words) {
    this.number = number;
    this.words = words;
  }

  /// The number, as the kernel returns it.
  public int number() {
    return number;
  }

  /// The words of the C library in its own language, in lower case.
  public String words() {
    return words;
  }

  /// The error of this number; empty for all other numbers.
  public static Optional<Errno> of(int number) {
    return Arrays.stream(values()).filter(errno -> errno.number == number).findFirst();
  }

  /// The error of a failed call. Folders are listed by the JDK, which has types for some numbers
  /// and no number for the rest.
  ///
  /// @return empty for every other failure
  public static Optional<Errno> of(IOException e) {
    return switch (e) {
      case SystemCallException call -> of(call.errno());
      case NoSuchFileException _ -> Optional.of(ENOENT);
      case AccessDeniedException _ -> Optional.of(EACCES);
      case NotDirectoryException _ -> Optional.of(ENOTDIR);
      default -> Optional.empty();
    };
  }
}
