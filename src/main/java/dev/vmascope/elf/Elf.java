package dev.vmascope.elf;

import java.util.Map;

/// What came of reading an object.
public sealed interface Elf {
  /// It is an ELF object.
  ///
  /// @param complaints of the parts that are not here, or not whole: what is wrong, or too much
  record Parsed(ElfObject object, Map<ElfPart, String> complaints) implements Elf {
    public Parsed {
      complaints = Map.copyOf(complaints);
    }
  }

  /// It begins like an ELF object, and is none.
  ///
  /// @param complaint what is wrong
  record Broken(String complaint) implements Elf {}

  /// It is something else.
  record Other() implements Elf {}
}
