package dev.vmascope.elf;

import java.util.Locale;

/// How an object came into a process.
public enum Role {
  /// It is the program that runs.
  PROGRAM,
  /// It is the dynamic linker that the program asks for.
  INTERPRETER,
  /// Another object needs it.
  NEEDED,
  /// No other object needs it: it was opened while the program ran (`dlopen(3)`), or preloaded.
  OPENED,
  /// The kernel brought it.
  KERNEL;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
