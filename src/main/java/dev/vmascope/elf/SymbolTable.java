package dev.vmascope.elf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The position of a table of symbols, and of its strings.
///
/// @param name the name of its section: `.symtab` or `.dynsym`
record SymbolTable(String name, long offset, long count, long stringsOffset, long stringsBytes) {
  /// The table of a section.
  static Optional<SymbolTable> of(
      String name, long type, List<Section> sections, ElfLayout layout) {
    Optional<Section> table =
        sections.stream().filter(section -> section.type() == type).findFirst();
    if (table.isEmpty() || table.get().link() >= sections.size()) {
      return Optional.empty();
    }
    Section strings = sections.get((int) table.get().link());
    long count = Long.divideUnsigned(table.get().sizeBytes(), layout.symbolBytes());
    return Optional.of(
        new SymbolTable(name, table.get().offset(), count, strings.offset(), strings.sizeBytes()));
  }

  /// The dynamic linker's table, without sections: the number of its symbols follows from the table
  /// of their hashes.
  static Optional<SymbolTable> ofDynamic(
      ElfSource source, List<ProgramHeader> segments, List<DynamicEntry> entries)
      throws ElfException {
    OptionalLong symbols = DynamicReader.value(entries, DynamicEntry.SYMTAB);
    Optional<SymbolHashes> hashes =
        symbols.isPresent() ? SymbolHashes.of(source, segments, entries) : Optional.empty();
    if (hashes.isEmpty()) {
      return Optional.empty();
    }
    DynamicReader dynamic = new DynamicReader(source, segments);
    return Optional.of(
        new SymbolTable(
            ".dynsym",
            dynamic.offsetOf(symbols.getAsLong()),
            hashes.get().count(),
            dynamic.offsetOf(DynamicReader.required(entries, DynamicEntry.STRTAB)),
            DynamicReader.required(entries, DynamicEntry.STRSZ)));
  }
}
