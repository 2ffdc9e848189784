package dev.vmascope.elf;

import java.util.ArrayList;
import java.util.List;

/// A reader of the tables that the header names: program headers and sections. Neither needs the
/// other, unless there are more entries than the header has room for.
final class HeaderTables {
  private static final int MOST_PROGRAM_HEADERS = 4096;
  private static final int MOST_SECTIONS = 16_384;

  /// The number is in the first section, `PN_XNUM` or `SHN_XINDEX`.
  private static final int IN_FIRST_SECTION = 0xffff;

  private final ElfSource source;
  private final ElfHeader header;

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

  /// The sections, without names.
  List<Section> sections() throws ElfException {
    if (header.sectionsOffset() == 0) {
      return List.of();
    }
    long count = header.sections() == 0 ? firstSection().sizeBytes() : header.sections();
    int entryBytes = header.sectionBytes();
    requireEntries("sections", count, MOST_SECTIONS, entryBytes, minimum().sectionBytes());
    EntryTable table = source.entries("sections", header.sectionsOffset(), entryBytes, (int) count);
    List<Section> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Section.of(table, i));
    }
    return all;
  }

  /// The same sections with names.
  List<Section> named(List<Section> sections) throws ElfException {
    if (sections.isEmpty()) {
      return sections;
    }
    long names =
        header.namesSection() == IN_FIRST_SECTION
            ? sections.getFirst().link()
            : header.namesSection();
    if (names == 0) {
      return sections;
    }
    if (names >= sections.size()) {
      throw new ElfException("section names: there is no section " + names);
    }
    Section table = sections.get((int) names);
    StringTable text = source.strings("section names", table.offset(), table.sizeBytes());
    EntryTable headers =
        source.entries("sections", header.sectionsOffset(), header.sectionBytes(), sections.size());
    List<Section> all = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      all.add(sections.get(i).named(text.at(headers.word(i, 0, 0))));
    }
    return all;
  }

  private Section firstSection() throws ElfException {
    if (header.sectionsOffset() == 0) {
      throw new ElfException("the first section, which has a count, is not there");
    }
    int entryBytes = header.sectionBytes();
    requireEntries("sections", 1, 1, entryBytes, minimum().sectionBytes());
    return Section.of(source.entries("sections", header.sectionsOffset(), entryBytes, 1), 0);
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
