package dev.vmascope.elf.loaded;

import dev.vmascope.elf.ElfObject;
import dev.vmascope.elf.SymbolSearch;
import java.util.Optional;

/// The parsed form of a file of a process.
public sealed interface ObjectSummary {
  /// An ELF object.
  ///
  /// @param whole all of it, if it is the requested one
  /// @param symbol the result at the address, if it is the requested one
  record Known(ObjectInfo facts, Optional<ElfObject> whole, Optional<SymbolSearch> symbol)
      implements ObjectSummary {}

  /// A file that begins like an ELF object, and is none.
  ///
  /// @param complaint the error
  record Broken(String complaint) implements ObjectSummary {}

  /// A file of another format.
  record Other() implements ObjectSummary {}
}
