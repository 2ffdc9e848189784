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

    /// Whether all of its program headers are known.
    boolean tellsSegments() {
      return !complaints.containsKey(ElfPart.PROGRAM_HEADERS);
    }

    /// Whether all of its sections are known; their names need not be.
    boolean tellsSections() {
      return !object.sections().isEmpty() || !complaints.containsKey(ElfPart.SECTIONS);
    }

    /// Whether the flags that the dynamic section has are known; its strings need not be.
    boolean tellsFlags() {
      return tellsSegments()
          && (!object.dynamicEntries().isEmpty()
              || !complaints.containsKey(ElfPart.DYNAMIC_ENTRIES));
    }

    /// Whether it can be told what it is: a library and a program that can lie anywhere differ in
    /// their dynamic sections alone.
    boolean tellsType() {
      return object.header().type() != ElfHeader.DYN || tellsFlags();
    }
  }

  /// It begins like an ELF object, and is none.
  ///
  /// @param complaint what is wrong
  record Broken(String complaint) implements Elf {}

  /// It is something else.
  record Other() implements Elf {}
}
