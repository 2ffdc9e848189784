package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;
import java.util.List;
import java.util.Optional;

/// An ELF object: a program or a library, as far as it could be read.
///
/// @param programHeaders in the order of the object
/// @param sections in the order of the object; empty where they have been stripped
/// @param dynamicEntries in the order of the object, the one that ends them included; empty for a
///   statically linked object
/// @param notes in the order of the object
/// @param interpreter the dynamic linker that it asks for; absent in most libraries
/// @param debugLink the file with its debugging symbols; absent where none is named
/// @param hints the hints from the names of its dynamic symbols; absent where it has none
public record ElfObject(
    ElfHeader header,
    List<ProgramHeader> programHeaders,
    List<Section> sections,
    List<DynamicEntry> dynamicEntries,
    List<Note> notes,
    Optional<RawText> interpreter,
    Optional<DebugLink> debugLink,
    Optional<SymbolHints> hints) {
  public ElfObject {
    programHeaders = List.copyOf(programHeaders);
    sections = List.copyOf(sections);
    dynamicEntries = List.copyOf(dynamicEntries);
    notes = List.copyOf(notes);
  }

  /// The libraries that it needs, in order.
  public List<RawText> needed() {
    return dynamicEntries.stream()
        .filter(entry -> entry.tag() == DynamicEntry.NEEDED)
        .flatMap(entry -> entry.text().stream())
        .toList();
  }

  /// The name by which others need it; absent in programs.
  public Optional<RawText> soname() {
    return text(DynamicEntry.SONAME);
  }

  /// The paths to search for its needed libraries before `LD_LIBRARY_PATH`; obsolete.
  public Optional<RawText> rpath() {
    return text(DynamicEntry.RPATH);
  }

  /// The paths to search for its needed libraries after `LD_LIBRARY_PATH`.
  public Optional<RawText> runpath() {
    return text(DynamicEntry.RUNPATH);
  }

  private Optional<RawText> text(long tag) {
    return dynamicEntries.stream()
        .filter(entry -> entry.tag() == tag)
        .findFirst()
        .flatMap(DynamicEntry::text);
  }

  /// The build id, lower-case hexadecimal; absent where the linker was not asked for one.
  public Optional<String> buildId() {
    return notes.stream()
        .filter(note -> note.isGnu(Note.BUILD_ID) && !note.content().isEmpty())
        .map(Note::content)
        .findFirst();
  }

  /// The build id of the linker of Go, which is there even if no build id was asked for
  /// (`cmd/internal/buildid`).
  public Optional<String> goBuildId() {
    return notes.stream()
        .filter(note -> note.isOf("Go", Note.GO_BUILD_ID) && !note.content().isEmpty())
        .map(Note::content)
        .findFirst();
  }

  /// Whether the symbols that only debuggers need have been stripped.
  public boolean isStripped() {
    return sections.stream().noneMatch(section -> section.type() == Section.SYMTAB);
  }

  /// The flags of an entry of flags; 0 if there is no such entry.
  long flags(long tag) {
    return DynamicReader.value(dynamicEntries, tag).orElse(0);
  }

  boolean hasEntry(long tag) {
    return DynamicReader.value(dynamicEntries, tag).isPresent();
  }

  boolean hasSegment(long type) {
    return programHeaders.stream().anyMatch(segment -> segment.type() == type);
  }

  /// The segments that are loaded into memory.
  public List<ProgramHeader> loaded() {
    return programHeaders.stream().filter(ProgramHeader::isLoaded).toList();
  }

  /// Whether it is a position-independent program. Linkers before 2016 set no flag for it; then a
  /// program is an object with an interpreter and without a soname.
  public boolean isPie() {
    boolean saysSo = (flags(DynamicEntry.FLAGS_1) & Hardening.DF_1_PIE) != 0;
    return header.type() == ElfHeader.DYN
        && (saysSo || (hasSegment(ProgramHeader.INTERP) && soname().isEmpty()));
  }

  /// The protections against attacks.
  public Hardening hardening() {
    return Hardening.of(this);
  }
}
