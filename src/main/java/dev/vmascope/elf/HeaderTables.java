package dev.vmascope.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A reader of the tables that the header names: program headers and sections. Neither needs the
/// other, unless there are more entries than the header has room for.
final class HeaderTables {
  private static final int MOST_PROGRAM_HEADERS = 4096;
  private static final int MOST_SECTIONS = 16_384;

  /// The number is in the first section, `PN_XNUM` or `SHN_XINDEX`.
  private static final int IN_FIRST_SECTION = 0xffff;

  private final ElfSource source;
  private final ElfHeader header;
  private @Nullable EntryTable sectionTable;

  HeaderTables(ElfSource source, ElfHeader header) {
    this.source = source;
    this.header = header;
  }

  List<ProgramHeader> programHeaders() throws ElfException {
    if (header.programHeadersOffset() == 0) {
      return List.of();
    }
    long count =
        header.programHeaders() == IN_FIRST_SECTION
            ? firstSection().info()
            : header.programHeaders();
    int entryBytes = header.programHeaderBytes();
    requireEntries(
        "program headers", count, MOST_PROGRAM_HEADERS, entryBytes, minimum().programHeaderBytes());
    EntryTable table =
        source.entries("program headers", header.programHeadersOffset(), entryBytes, (int) count);
    List<ProgramHeader> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(ProgramHeader.of(table, i));
    }
    return all;
  }

  /// The sections with their names.
  ///
  /// @throws ElfException if the sections or their names cannot be read
  List<Section> sections() throws ElfException {
    if (header.sectionsOffset() == 0) {
      return List.of();
    }
    EntryTable table = sectionTable();
    Optional<StringTable> names = names(table);
    List<Section> all = new ArrayList<>(table.count());
    for (int i = 0; i < table.count(); i++) {
      all.add(
          Section.of(
              table, i, names.isEmpty() ? Optional.empty() : names.get().at(table.word(i, 0, 0))));
    }
    return all;
  }

  /// The sections without names, where only the names cannot be read.
  List<Section> namelessSections() throws ElfException {
    EntryTable table = sectionTable();
    return IntStream.range(0, table.count())
        .mapToObj(i -> Section.of(table, i, Optional.empty()))
        .toList();
  }

  private EntryTable sectionTable() throws ElfException {
    if (sectionTable == null) {
      long count = header.sections() == 0 ? firstSection().sizeBytes() : header.sections();
      int entryBytes = header.sectionBytes();
      requireEntries("sections", count, MOST_SECTIONS, entryBytes, minimum().sectionBytes());
      sectionTable = source.entries("sections", header.sectionsOffset(), entryBytes, (int) count);
    }
    return sectionTable;
  }

  private Optional<StringTable> names(EntryTable table) throws ElfException {
    if (table.count() == 0) {
      return Optional.empty();
    }
    long number =
        header.namesSection() == IN_FIRST_SECTION
            ? Section.of(table, 0, Optional.empty()).link()
            : header.namesSection();
    if (number == 0) {
      return Optional.empty();
    }
    if (number >= table.count()) {
      throw new ElfException("section names: there is no section " + number);
    }
    Section names = Section.of(table, (int) number, Optional.empty());
    return Optional.of(source.strings("section names", names.offset(), names.sizeBytes()));
  }

  private Section firstSection() throws ElfException {
    if (header.sectionsOffset() == 0) {
      throw new ElfException("the first section, which has a count, is not there");
    }
    int entryBytes = header.sectionBytes();
    requireEntries("sections", 1, 1, entryBytes, minimum().sectionBytes());
    return Section.of(
        source.entries("sections", header.sectionsOffset(), entryBytes, 1), 0, Optional.empty());
  }

  private ElfLayout minimum() {
    return header.layout();
  }

  private static void requireEntries(
      String what, long count, int most, int entryBytes, int leastBytes) throws ElfException {
    if (count < 0 || count > most) {
      throw new ElfException(
          what + ": " + Long.toUnsignedString(count) + " are more than are read: " + most);
    }
    if (entryBytes < leastBytes) {
      throw new ElfException(
          what + ": an entry of " + entryBytes + " bytes has no room for its fields");
    }
  }
}
