package dev.vmascope.elf;

import java.util.Locale;

/// A part of an object that is parsed on its own.
public enum ElfPart {
  /// The program headers.
  PROGRAM_HEADERS,
  /// The section headers and their names.
  SECTIONS,
  /// The dynamic section and its strings.
  DYNAMIC_ENTRIES,
  /// The notes.
  NOTES,
  /// The name of the dynamic linker.
  INTERPRETER,
  /// The name of the file with the debugging symbols.
  DEBUG_LINK,
  /// The symbols that the dynamic linker binds.
  SYMBOLS;

  /// The word in complaints: `program headers`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
