package dev.vmascope.elf;

import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A parser of ELF objects that leaves damaged parts out, with a complaint. Program headers come
/// first, since programs run by these alone; then sections, if there are any. The other parts are
/// parsed in any case.
public final class ElfParser {
  /// The maximum number of bytes read of one object, except for its symbols.
  private static final long MOST_BYTES = 16L << 20;

  /// The maximum number of further bytes read for the hints from names of symbols.
  private static final long MOST_HINT_BYTES = 48L << 20;

  /// The maximum number of bytes read of one object to find a symbol.
  private static final long MOST_SYMBOL_BYTES = 256L << 20;

  private static final int IDENT_BYTES = 16;

  private final ElfSource source;
  private final ElfHeader header;
  private final Map<ElfPart, String> complaints = new EnumMap<>(ElfPart.class);
  private List<ProgramHeader> segments = List.of();
  private List<Section> sections = List.of();
  private List<DynamicEntry> dynamic = List.of();

  private ElfParser(ElfSource source, ElfHeader header) {
    this.source = source;
    this.header = header;
  }

  /// Parses an object, without its symbols.
  public static ElfResult parse(ObjectBytes bytes) {
    try {
      Optional<ElfParser> parser = begin(bytes, MOST_BYTES);
      return parser.isEmpty() ? new ElfResult.Other() : parser.get().parseParts();
    } catch (ElfException e) {
      return new ElfResult.Broken(e.complaint());
    }
  }

  /// The symbol that contains an address in the object, else the nearest that starts below.
  ///
  /// @return the reason if the symbols cannot be read
  public static SymbolSearch nearest(ObjectBytes bytes, long address) {
    try {
      Optional<ElfParser> parser = begin(bytes, MOST_SYMBOL_BYTES);
      return parser.isEmpty()
          ? new SymbolSearch.Failed("it is no ELF object")
          : parser.get().nearest(address);
    } catch (ElfException e) {
      return new SymbolSearch.Failed(e.complaint());
    }
  }

  private static Optional<ElfParser> begin(ObjectBytes bytes, long most) throws ElfException {
    byte[] ident = new byte[IDENT_BYTES];
    try {
      if (bytes.size() < IDENT_BYTES || bytes.read(0, ident) < IDENT_BYTES) {
        return Optional.empty();
      }
    } catch (IOException _) {
      throw new ElfException("header: an I/O error");
    }
    if (ByteBuffer.wrap(ident).order(ByteOrder.BIG_ENDIAN).getInt(0) != 0x7f454c46) {
      return Optional.empty();
    }
    if ((ident[4] != 1 && ident[4] != 2) || (ident[5] != 1 && ident[5] != 2)) {
      throw new ElfException("header: neither 32 nor 64 bits, or an unknown order of bytes");
    }
    ElfLayout layout = new ElfLayout(ident[4] == 2, ident[5] == 2);
    ElfSource source = new ElfSource(bytes, layout, most);
    EntryTable header = source.entries("header", 0, layout.headerBytes(), 1);
    return Optional.of(new ElfParser(source, ElfHeader.of(header, layout)));
  }

  /// A step that may fail without the rest.
  @FunctionalInterface
  private interface Step {
    void run() throws ElfException;
  }

  private void part(ElfPart part, Step step) {
    try {
      step.run();
    } catch (ElfException e) {
      complaints.putIfAbsent(part, e.complaint());
    }
  }

  private void readTables() {
    HeaderTables tables = new HeaderTables(source, header);
    part(ElfPart.PROGRAM_HEADERS, () -> segments = tables.programHeaders());
    part(ElfPart.SECTIONS, () -> sections = tables.sections());
    if (complaints.containsKey(ElfPart.SECTIONS)) {
      part(ElfPart.SECTIONS, () -> sections = tables.namelessSections());
    }
    DynamicReader reader = new DynamicReader(source, segments);
    part(ElfPart.DYNAMIC_ENTRIES, () -> dynamic = reader.entries());
    part(ElfPart.DYNAMIC_ENTRIES, () -> dynamic = reader.withText(dynamic));
    part(ElfPart.DYNAMIC_ENTRIES, () -> DynamicReader.requireText(dynamic));
  }

  private ElfResult parseParts() {
    readTables();
    NoteReader notes = new NoteReader(source);
    part(ElfPart.NOTES, () -> notes.read(segments, sections));
    Links links = new Links();
    part(ElfPart.INTERPRETER, links::readInterpreter);
    part(ElfPart.DEBUG_LINK, links::readDebugLink);
    part(ElfPart.SYMBOLS, links::readHints);
    return new ElfResult.Parsed(
        new ElfObject(
            header,
            segments,
            sections,
            dynamic,
            notes.notes(),
            links.interpreter,
            links.debugLink,
            links.hints),
        complaints);
  }

  /// The parts that are parsed one by one.
  private final class Links {
    private Optional<RawText> interpreter = Optional.empty();
    private Optional<DebugLink> debugLink = Optional.empty();
    private Optional<SymbolHints> hints = Optional.empty();

    void readInterpreter() throws ElfException {
      for (ProgramHeader segment : segments) {
        if (segment.type() == ProgramHeader.INTERP) {
          interpreter = source.strings("interpreter", segment.offset(), segment.fileBytes()).at(0);
          return;
        }
      }
    }

    /// The debug link: a name, NUL, and from the next multiple of four on a checksum.
    void readDebugLink() throws ElfException {
      for (Section section : sections) {
        if (section.isCalled(".gnu_debuglink")) {
          ObjectBlocks link =
              new ObjectBlocks(source, "debug link", section.offset(), section.sizeBytes());
          Optional<RawText> name = new StringTable(link).at(0);
          long checksumAt =
              name.map(known -> (known.latin1().length() + 4) / 4 * 4L).orElse(link.size());
          if (name.isEmpty() || checksumAt > link.size() - 4) {
            throw new ElfException("debug link: no name with a checksum");
          }
          ByteOrder order =
              header.layout().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
          int checksum = ByteBuffer.wrap(link.copy(checksumAt, 4)).order(order).getInt(0);
          debugLink = Optional.of(new DebugLink(name.get(), checksum));
          return;
        }
      }
    }

    void readHints() throws ElfException {
      Optional<SymbolTable> table = dynamicSymbols();
      if (table.isPresent()) {
        ElfSource more = source.withBudget(MOST_HINT_BYTES);
        hints = Optional.of(new Symbols(more, table.get()).hints(hashes(more)));
      }
    }
  }

  /// The hashes of symbols; empty where they are damaged: the names of all symbols give the same
  /// hints.
  private Optional<SymbolHashes> hashes(ElfSource more) {
    try {
      return SymbolHashes.of(more, segments, dynamic);
    } catch (ElfException _) {
      return Optional.empty();
    }
  }

  private Optional<SymbolTable> dynamicSymbols() throws ElfException {
    Optional<SymbolTable> ofSection =
        SymbolTable.of(".dynsym", Section.DYNSYM, sections, header.layout());
    return ofSection.isPresent() ? ofSection : SymbolTable.ofDynamic(source, segments, dynamic);
  }

  private SymbolSearch nearest(long address) throws ElfException {
    readTables();
    Optional<SymbolTable> all =
        SymbolTable.of(".symtab", Section.SYMTAB, sections, header.layout());
    Optional<SymbolTable> table = all.isPresent() ? all : dynamicSymbols();
    if (table.isEmpty()) {
      // What could not be read may have named them.
      return new SymbolSearch.Failed(
          complaints.values().stream().findFirst().orElse("it has no symbols"));
    }
    return new Symbols(source, table.get())
        .nearest(address)
        .<SymbolSearch>map(SymbolSearch.Found::new)
        .orElseGet(() -> new SymbolSearch.Failed("no symbol starts at or below the address"));
  }
}
