package dev.vmascope.elf.loaded;

import java.util.Locale;

/// The role of an object in a process.
public enum LoadedAs {
  /// The program that runs.
  PROGRAM,
  /// The dynamic linker that the program asks for.
  INTERPRETER,
  /// A library that another object needs.
  NEEDED,
  /// A library that no other object needs: it was opened while the program ran (`dlopen(3)`), or
  /// preloaded.
  OPENED,
  /// An object that the kernel provides.
  KERNEL;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
