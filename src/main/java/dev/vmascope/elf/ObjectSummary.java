package dev.vmascope.elf;

import java.util.Optional;

/// What one of the files of a process turned out to be.
public sealed interface ObjectSummary {
  /// An ELF object.
  ///
  /// @param whole all of it, if it is the one that was asked for
  /// @param symbol what was found at the address, if it is the one that was asked for
  record Known(ObjectFacts facts, Optional<ElfObject> whole, Optional<SymbolSearch> symbol)
      implements ObjectSummary {}

  /// Something that begins like an ELF object.
  ///
  /// @param complaint what is wrong with it
  record Broken(String complaint) implements ObjectSummary {}

  /// Something else.
  record Other() implements ObjectSummary {}
}
