package dev.vmascope.procfs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The error numbers that reading `/proc` ends with, told apart from the JDK's exceptions: some
/// have a type of their own, the rest only the C library's words (`strerror(3)`), which depend on
/// the language of the process.
public enum Errno {
  /// Hidden by `hidepid=1`.
  EPERM(1),
  /// No such process, or hidden by `hidepid=2`.
  ENOENT(2),
  /// The process ended after the file was opened, or never had memory.
  ESRCH(3),
  /// A read error of the file system below.
  EIO(5),
  /// Refused by the ptrace access check.
  EACCES(13),
  /// The path is no directory, so no process.
  ENOTDIR(20);

  private final int number;
  private final String words;

  Errno(int number) {
    this.number = number;
    words = LibC.strerror(number);
  }

  /// The number, as in `asm-generic/errno-base.h`.
  int number() {
    return number;
  }

  /// The error of this number, if it is one that is known here.
  static Optional<Errno> of(int number) {
    return Arrays.stream(values()).filter(errno -> errno.number == number).findFirst();
  }

  static Optional<Errno> of(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> Optional.of(ENOENT);
      case AccessDeniedException _ -> Optional.of(EACCES);
      case NotDirectoryException _ -> Optional.of(ENOTDIR);
      case FileSystemException f -> ofWords(f.getReason());
      default -> ofWords(e.getMessage());
    };
  }

  private static Optional<Errno> ofWords(@Nullable String words) {
    return Arrays.stream(values()).filter(errno -> errno.words.equals(words)).findFirst();
  }

  /// The C library's words, in English lower case, for logs.
  String words() {
    return words.toLowerCase(Locale.ROOT);
  }
}
