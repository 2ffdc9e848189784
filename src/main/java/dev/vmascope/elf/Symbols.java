package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;
import java.util.List;
import java.util.Optional;

/// A scan of a table of symbols, one part at a time.
final class Symbols {
  private static final int PART = 2048;
  private static final int MOST = 8_000_000;
  private static final int MOST_DYNAMIC = 1_000_000;

  private static final List<String> CANARIES = List.of("__stack_chk_fail", "__stack_chk_guard");

  private static final int OBJECT = 1;
  private static final int GLOBAL = 1;
  private static final int FUNCTION = 2;
  private static final int INDIRECT_FUNCTION = 10;
  private static final int ABSOLUTE = 0xfff1;

  private final ElfSource source;
  private final SymbolTable table;

  Symbols(ElfSource source, SymbolTable table) {
    this.source = source;
    this.table = table;
  }

  @FunctionalInterface
  private interface Visitor {
    void visit(EntryTable part, int i) throws ElfException;
  }

  private void forEach(int most, Visitor visitor) throws ElfException {
    if (Long.compareUnsigned(table.count(), most) > 0) {
      throw new ElfException(
          "symbols: "
              + Long.toUnsignedString(table.count())
              + " are more than are looked at: "
              + most);
    }
    int symbolBytes = source.layout().symbolBytes();
    for (long done = 0; done < table.count(); done += PART) {
      int count = (int) Math.min(PART, table.count() - done);
      EntryTable part =
          source.entries("symbols", table.offset() + done * symbolBytes, symbolBytes, count);
      for (int i = 0; i < count; i++) {
        visitor.visit(part, i);
      }
    }
  }

  /// The hints from the names of the symbols. Those that others bind to are looked up by hash, so
  /// that of the rest only imported ones have to be read.
  ///
  /// @param hashes the hashes to look them up by, if there are any
  SymbolHints hints(Optional<SymbolHashes> hashes) throws ElfException {
    StringTable names = source.strings("symbol names", table.stringsOffset(), table.stringsBytes());
    Optional<Boolean> canary = hashes.flatMap(known -> canary(known, names));
    Hints hints = new Hints(names, canary.isEmpty());
    hints.canary = canary.orElse(false);
    forEach(MOST_DYNAMIC, hints);
    return new SymbolHints(hints.canary, hints.fortified);
  }

  /// Whether the check of stack frames is known; empty where the hashes are damaged.
  private Optional<Boolean> canary(SymbolHashes hashes, StringTable names) {
    try {
      boolean known = false;
      for (String canary : CANARIES) {
        known |= hashes.has(canary, (symbol, name) -> names.is(nameOf(symbol), name));
      }
      return Optional.of(known);
    } catch (ElfException _) {
      return Optional.empty();
    }
  }

  private long nameOf(long symbol) throws ElfException {
    int symbolBytes = source.layout().symbolBytes();
    return source
        .entries("symbols", table.offset() + symbol * symbolBytes, symbolBytes, 1)
        .word(0, 0, 0);
  }

  private static final class Hints implements Visitor {
    private final StringTable names;
    private final boolean ofAll;
    private boolean canary;
    private boolean fortified;

    /// @param ofAll whether names of others than imported symbols are read too
    Hints(StringTable names, boolean ofAll) {
      this.names = names;
      this.ofAll = ofAll;
    }

    @Override
    public void visit(EntryTable part, int i) throws ElfException {
      boolean imported = part.half(i, 14, 6) == 0;
      long name = part.word(i, 0, 0);
      if (!canary && (imported || ofAll)) {
        for (String known : CANARIES) {
          canary |= names.is(name, known);
        }
      }
      fortified |= imported && !fortified && names.is(name, "__", "_chk", 64);
    }
  }

  /// The function or variable that contains an address in the object; else the nearest that starts
  /// at or below. Of two that start at one address and both contain it, or both do not, the one
  /// that other objects bind to.
  Optional<NearestSymbol> nearest(long address) throws ElfException {
    Nearest nearest = new Nearest(address);
    forEach(MOST, nearest);
    return nearest.found ? Optional.of(nearest.symbol(name(nearest.name))) : Optional.empty();
  }

  private final class Nearest implements Visitor {
    private final long address;
    private boolean found;
    private boolean containing;
    private boolean global;
    private long value;
    private long size;
    private long name;

    Nearest(long address) {
      this.address = address;
    }

    @Override
    public void visit(EntryTable part, int i) {
      int info = part.unsignedByte(i, 12, 4);
      int section = part.half(i, 14, 6);
      int type = info & 0xf;
      boolean named = type == OBJECT || type == FUNCTION || type == INDIRECT_FUNCTION;
      long start = part.address(i, 4, 8);
      if (!named
          || section == 0
          || section == ABSOLUTE
          || Long.compareUnsigned(start, address) > 0) {
        return;
      }
      long bytes = part.address(i, 8, 16);
      boolean contains = Long.compareUnsigned(address - start, bytes) < 0;
      boolean bound = info >> 4 == GLOBAL;
      if (!found || isBetter(contains, start, bound)) {
        found = true;
        containing = contains;
        global = bound;
        value = start;
        size = bytes;
        name = part.word(i, 0, 0);
      }
    }

    private boolean isBetter(boolean contains, long start, boolean bound) {
      if (contains != containing) {
        return contains;
      }
      int order = Long.compareUnsigned(start, value);
      return order > 0 || (order == 0 && bound && !global);
    }

    NearestSymbol symbol(RawText called) {
      return new NearestSymbol(called, value, size, address - value, table.name());
    }
  }

  private RawText name(long place) throws ElfException {
    if (place >= table.stringsBytes()) {
      throw new ElfException("symbols: a name is not in the table of names");
    }
    return source
        .strings("symbol name", table.stringsOffset(), table.stringsBytes())
        .at(place)
        .orElseThrow(() ->
            new ElfException(
                "symbols: a name is not in the table of names, or longer than is read"));
  }
}
