package dev.vmascope.elf;

import java.util.Map;

/// The result of parsing a file as ELF: an object, or why it is none.
public sealed interface ElfResult {
  /// An ELF object.
  ///
  /// @param complaints the errors of the parts that are missing or incomplete
  record Parsed(ElfObject object, Map<ElfPart, String> complaints) implements ElfResult {
    public Parsed {
      complaints = Map.copyOf(complaints);
    }

    /// Whether all of its program headers are known.
    public boolean knowsSegments() {
      return !complaints.containsKey(ElfPart.PROGRAM_HEADERS);
    }

    /// Whether all of its sections are known; their names may be unknown.
    public boolean knowsSections() {
      return !object.sections().isEmpty() || !complaints.containsKey(ElfPart.SECTIONS);
    }

    /// Whether the flags of the dynamic section are known; its strings may be unknown.
    public boolean knowsFlags() {
      return knowsSegments()
          && (!object.dynamicEntries().isEmpty()
              || !complaints.containsKey(ElfPart.DYNAMIC_ENTRIES));
    }

    /// Whether its type is known: a library and a position-independent program differ only in their
    /// dynamic sections.
    public boolean knowsType() {
      return object.header().type() != ElfHeader.DYN || knowsFlags();
    }
  }

  /// A file that begins like an ELF object, and is none.
  ///
  /// @param complaint the error
  record Broken(String complaint) implements ElfResult {}

  /// A file of another format.
  record Other() implements ElfResult {}
}
