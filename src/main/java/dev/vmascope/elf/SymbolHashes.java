package dev.vmascope.elf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The hash table by which the dynamic linker finds a symbol by its name. It also gives the number
/// of symbols: `DT_GNU_HASH`, or `DT_HASH`.
///
/// @param gnu whether it is the former, where hashed symbols are in the order of their buckets,
///   behind all others
/// @param buckets the number of buckets
/// @param first the first hashed symbol
/// @param bucketsAt the offset of the buckets in the object
/// @param chainsAt the offset of the chains in the object
/// @param chains the number of symbols in the chains; unknown to the former
record SymbolHashes(
    ElfSource source,
    boolean gnu,
    long buckets,
    long first,
    long bucketsAt,
    long chainsAt,
    OptionalLong chains) {
  private static final String WHAT = "symbol hashes";
  private static final int WORD_BYTES = 4;
  private static final int MOST_BUCKETS = 1 << 20;
  private static final int LONGEST_CHAIN = 1 << 14;

  /// A test whether a symbol has the name that is searched for.
  @FunctionalInterface
  interface Names {
    boolean has(long symbol, String name) throws ElfException;
  }

  /// The table of an object, if it has one.
  static Optional<SymbolHashes> of(
      ElfSource source, List<ProgramHeader> segments, List<DynamicEntry> entries)
      throws ElfException {
    OptionalLong hash = DynamicReader.value(entries, DynamicEntry.HASH);
    OptionalLong gnuHash = DynamicReader.value(entries, DynamicEntry.GNU_HASH);
    DynamicReader dynamic = new DynamicReader(source, segments);
    if (hash.isPresent()) {
      return Optional.of(plain(source, dynamic.offsetOf(hash.getAsLong())));
    }
    return gnuHash.isPresent()
        ? Optional.of(gnu(source, dynamic.offsetOf(gnuHash.getAsLong())))
        : Optional.empty();
  }

  private static SymbolHashes plain(ElfSource source, long offset) throws ElfException {
    EntryTable head = source.entries(WHAT, offset, 8, 1);
    long buckets = head.word(0, 0, 0);
    long bucketsAt = offset + 8;
    return new SymbolHashes(
        source,
        false,
        buckets,
        0,
        bucketsAt,
        bucketsAt + buckets * WORD_BYTES,
        OptionalLong.of(head.word(0, 4, 4)));
  }

  private static SymbolHashes gnu(ElfSource source, long offset) throws ElfException {
    EntryTable head = source.entries(WHAT, offset, 16, 1);
    long buckets = head.word(0, 0, 0);
    long bloomBytes = head.word(0, 8, 8) * (source.layout().wide() ? 8 : 4);
    long bucketsAt = offset + 16 + bloomBytes;
    return new SymbolHashes(
        source,
        true,
        buckets,
        head.word(0, 4, 4),
        bucketsAt,
        bucketsAt + buckets * WORD_BYTES,
        OptionalLong.empty());
  }

  private long word(long at) throws ElfException {
    return source.entries(WHAT, at, WORD_BYTES, 1).word(0, 0, 0);
  }

  /// The number of symbols.
  long count() throws ElfException {
    return chains.isPresent() ? chains.getAsLong() : gnuCount();
  }

  /// The number of the last symbol of the last chain, plus one; symbols that are not hashed lie
  /// before all others.
  private long gnuCount() throws ElfException {
    if (buckets > MOST_BUCKETS) {
      throw new ElfException("symbol hashes: more buckets than are read");
    }
    EntryTable table = source.entries(WHAT, bucketsAt, WORD_BYTES, (int) buckets);
    long last = 0;
    for (int i = 0; i < buckets; i++) {
      last = Math.max(last, table.word(i, 0, 0));
    }
    if (last < first) {
      return first;
    }
    for (int links = 0; links < LONGEST_CHAIN; links++) {
      if ((word(chainsAt + (last - first) * WORD_BYTES) & 1) != 0) {
        return last + 1;
      }
      last++;
    }
    throw new ElfException("symbol hashes: a chain is longer than is read");
  }

  /// Whether a hashed symbol has a name; all symbols that others can bind to are hashed.
  boolean has(String name, Names names) throws ElfException {
    if (buckets == 0) {
      return false;
    }
    return gnu ? gnuHas(name, names) : plainHas(name, names);
  }

  private boolean gnuHas(String name, Names names) throws ElfException {
    long hash = 5381;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash * 33 + name.charAt(i)) & 0xffff_ffffL;
    }
    long symbol = word(bucketsAt + hash % buckets * WORD_BYTES);
    for (int links = 0; symbol >= first && symbol != 0; links++) {
      long found = word(chainsAt + (symbol - first) * WORD_BYTES);
      if (found >> 1 == hash >> 1 && names.has(symbol, name)) {
        return true;
      }
      if ((found & 1) != 0) {
        return false;
      }
      requireShort(links);
      symbol++;
    }
    return false;
  }

  private boolean plainHas(String name, Names names) throws ElfException {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash << 4) + name.charAt(i);
      long high = hash & 0xf000_0000L;
      hash = (hash ^ (high >> 24)) & ~high;
    }
    long symbol = word(bucketsAt + hash % buckets * WORD_BYTES);
    for (int links = 0; symbol != 0; links++) {
      if (names.has(symbol, name)) {
        return true;
      }
      requireShort(links);
      symbol = word(chainsAt + symbol * WORD_BYTES);
    }
    return false;
  }

  private static void requireShort(int links) throws ElfException {
    if (links == LONGEST_CHAIN) {
      throw new ElfException("symbol hashes: a chain is longer than is read");
    }
  }
}
