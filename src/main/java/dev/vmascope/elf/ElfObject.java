package dev.vmascope.elf;

import dev.vmascope.mapping.KernelText;
import java.util.List;
import java.util.Optional;

/// An ELF object: a program or a library, as far as it could be read.
///
/// @param programHeaders in the order of the object
/// @param sections in the order of the object; none, where they have been taken away
/// @param dynamicEntries in the order of the object, the one that ends them included; none, for
///   what is linked statically
/// @param notes in the order of the object
/// @param interpreter the dynamic linker that it asks for; absent in most libraries
/// @param debugLink where its debugging symbols are; absent where it does not say
/// @param hints what the names of its dynamic symbols hint at; absent where it has none
public record ElfObject(
    ElfHeader header,
    List<ProgramHeader> programHeaders,
    List<Section> sections,
    List<DynamicEntry> dynamicEntries,
    List<Note> notes,
    Optional<KernelText> interpreter,
    Optional<DebugLink> debugLink,
    Optional<SymbolHints> hints) {
  public ElfObject {
    programHeaders = List.copyOf(programHeaders);
    sections = List.copyOf(sections);
    dynamicEntries = List.copyOf(dynamicEntries);
    notes = List.copyOf(notes);
  }

  /// The libraries that it needs, in order.
  public List<KernelText> needed() {
    return dynamicEntries.stream()
        .filter(entry -> entry.tag() == DynamicEntry.NEEDED)
        .flatMap(entry -> entry.text().stream())
        .toList();
  }

  /// What others call it; absent in programs.
  public Optional<KernelText> soname() {
    return text(DynamicEntry.SONAME);
  }

  /// Where its needed libraries are looked for before `LD_LIBRARY_PATH`; obsolete.
  public Optional<KernelText> rpath() {
    return text(DynamicEntry.RPATH);
  }

  /// Where its needed libraries are looked for after `LD_LIBRARY_PATH`.
  public Optional<KernelText> runpath() {
    return text(DynamicEntry.RUNPATH);
  }

  private Optional<KernelText> text(long tag) {
    return dynamicEntries.stream()
        .filter(entry -> entry.tag() == tag)
        .findFirst()
        .flatMap(DynamicEntry::text);
  }

  /// What tells this build of it from all others, lower-case hexadecimal; absent where the linker
  /// was not asked for one.
  public Optional<String> buildId() {
    return notes.stream()
        .filter(note -> note.isGnu(Note.BUILD_ID) && !note.content().isEmpty())
        .map(Note::content)
        .findFirst();
  }

  /// The same of the linker of Go, which notes it even where it was not asked for a build id
  /// (`cmd/internal/buildid`).
  Optional<String> goBuildId() {
    return notes.stream()
        .filter(note -> note.isOf("Go", Note.GO_BUILD_ID) && !note.content().isEmpty())
        .map(Note::content)
        .findFirst();
  }

  /// Whether the symbols that only debuggers want have been taken away.
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

  /// The segments that are put into memory.
  public List<ProgramHeader> loaded() {
    return programHeaders.stream().filter(ProgramHeader::isLoaded).toList();
  }

  /// Whether it is a program that can lie anywhere. Linkers before 2016 did not say so; then it is
  /// what asks for a dynamic linker and has no name for others.
  public boolean isPie() {
    boolean saysSo = (flags(DynamicEntry.FLAGS_1) & Hardening.DF_1_PIE) != 0;
    return header.type() == ElfHeader.DYN
        && (saysSo || (hasSegment(ProgramHeader.INTERP) && soname().isEmpty()));
  }

  /// What makes attacks on it harder.
  public Hardening hardening() {
    return Hardening.of(this);
  }
}
