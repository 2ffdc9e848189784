package dev.vmascope.elf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Where a table of symbols lies, and its strings.
///
/// @param name what its section is called: `.symtab` or `.dynsym`
record SymbolTable(String name, long offset, long count, long stringsOffset, long stringsBytes) {
  private static final int BUCKET_BYTES = 4;
  private static final int MOST_BUCKETS = 1 << 20;
  private static final int LONGEST_CHAIN = 1 << 14;

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

  /// The dynamic linker's table, without sections: how many symbols it has follows from the table
  /// of their hashes.
  static Optional<SymbolTable> ofDynamic(
      ElfSource source, List<ProgramHeader> segments, List<DynamicEntry> entries)
      throws ElfException {
    OptionalLong symbols = DynamicReader.value(entries, DynamicEntry.SYMTAB);
    OptionalLong hash = DynamicReader.value(entries, DynamicEntry.HASH);
    OptionalLong gnuHash = DynamicReader.value(entries, DynamicEntry.GNU_HASH);
    if (symbols.isEmpty() || (hash.isEmpty() && gnuHash.isEmpty())) {
      return Optional.empty();
    }
    DynamicReader dynamic = new DynamicReader(source, segments);
    long count =
        hash.isPresent()
            ? source
                .entries("symbol hashes", dynamic.offsetOf(hash.getAsLong()), 8, 1)
                .word(0, 4, 4)
            : gnuCount(source, dynamic.offsetOf(gnuHash.getAsLong()));
    return Optional.of(
        new SymbolTable(
            ".dynsym",
            dynamic.offsetOf(symbols.getAsLong()),
            count,
            dynamic.offsetOf(DynamicReader.required(entries, DynamicEntry.STRTAB)),
            DynamicReader.required(entries, DynamicEntry.STRSZ)));
  }

  /// One more than the last symbol of the last chain (`DT_GNU_HASH`); those that are not hashed lie
  /// before all others.
  private static long gnuCount(ElfSource source, long offset) throws ElfException {
    Entries head = source.entries("symbol hashes", offset, 16, 1);
    long buckets = head.word(0, 0, 0);
    long first = head.word(0, 4, 4);
    long bloomBytes = head.word(0, 8, 8) * (source.layout().wide() ? 8 : 4);
    if (buckets > MOST_BUCKETS) {
      throw new ElfException("symbol hashes: more buckets than are read");
    }
    long bucketsAt = offset + 16 + bloomBytes;
    Entries table = source.entries("symbol hashes", bucketsAt, BUCKET_BYTES, (int) buckets);
    long last = 0;
    for (int i = 0; i < buckets; i++) {
      last = Math.max(last, table.word(i, 0, 0));
    }
    if (last < first) {
      return first;
    }
    long chainAt = bucketsAt + buckets * BUCKET_BYTES;
    for (int links = 0; links < LONGEST_CHAIN; links++) {
      long at = chainAt + (last - first) * BUCKET_BYTES;
      if ((source.entries("symbol hashes", at, BUCKET_BYTES, 1).word(0, 0, 0) & 1) != 0) {
        return last + 1;
      }
      last++;
    }
    throw new ElfException("symbol hashes: a chain is longer than is read");
  }
}
