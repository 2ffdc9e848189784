package dev.vmascope.elf;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;

/// Goes through a table of symbols, a part at a time.
final class Symbols {
  /// The longest name that is given.
  private static final int LONGEST_NAME = 4096;

  private static final int PART = 2048;
  private static final int MOST_STRING_BYTES = 1 << 22;
  private static final int MOST = 1_000_000;
  private static final int MOST_IMPORTS = 65_536;

  private static final int OBJECT = 1;
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
    void visit(Entries part, int i);
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
      Entries part =
          source.entries("symbols", table.offset() + done * symbolBytes, symbolBytes, count);
      for (int i = 0; i < count; i++) {
        visitor.visit(part, i);
      }
    }
  }

  /// What the names of the symbols hint at.
  SymbolHints hints() throws ElfException {
    StringTable names =
        new StringTable(
            source.read(
                "symbol names", table.stringsOffset(), table.stringsBytes(), MOST_STRING_BYTES));
    Hints hints = new Hints(names);
    forEach(MOST_IMPORTS, hints);
    return new SymbolHints(hints.canary, hints.fortified);
  }

  private static final class Hints implements Visitor {
    private final StringTable names;
    private boolean canary;
    private boolean fortified;

    Hints(StringTable names) {
      this.names = names;
    }

    @Override
    public void visit(Entries part, int i) {
      long name = part.word(i, 0, 0);
      canary |= names.is(name, "__stack_chk_fail") || names.is(name, "__stack_chk_guard");
      boolean imported = part.half(i, 14, 6) == 0;
      fortified |= imported && !fortified && names.is(name, "__", "_chk", 64);
    }
  }

  /// The nearest function or variable that starts at or below an address in the object.
  Optional<NearestSymbol> nearest(long address) throws ElfException {
    Nearest nearest = new Nearest(address);
    forEach(MOST, nearest);
    return nearest.found ? Optional.of(nearest.symbol(name(nearest.name))) : Optional.empty();
  }

  private final class Nearest implements Visitor {
    private final long address;
    private boolean found;
    private boolean global;
    private long value;
    private long size;
    private long name;

    Nearest(long address) {
      this.address = address;
    }

    @Override
    public void visit(Entries part, int i) {
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
      int order = found ? Long.compareUnsigned(start, value) : 1;
      boolean preferred = order == 0 && !global && info >> 4 == 1;
      if (order > 0 || preferred) {
        found = true;
        global = info >> 4 == 1;
        value = start;
        size = part.address(i, 8, 16);
        name = part.word(i, 0, 0);
      }
    }

    NearestSymbol symbol(KernelText called) {
      return new NearestSymbol(called, value, size, address - value, table.name());
    }
  }

  private KernelText name(long place) throws ElfException {
    if (place >= table.stringsBytes()) {
      throw new ElfException("symbols: a name is not in the table of names");
    }
    long length = Math.min(LONGEST_NAME + 1, table.stringsBytes() - place);
    byte[] bytes =
        source.read("symbol name", table.stringsOffset() + place, length, LONGEST_NAME + 1);
    return new StringTable(bytes)
        .at(0)
        .orElseThrow(() -> new ElfException("symbols: a name is longer than is read"));
  }
}
