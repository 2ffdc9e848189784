package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A reader of the dynamic section that uses only the program headers.
final class DynamicReader {
  private static final int MOST_ENTRIES = 16_384;

  private final ElfSource source;
  private final List<ProgramHeader> segments;

  DynamicReader(ElfSource source, List<ProgramHeader> segments) {
    this.source = source;
    this.segments = segments;
  }

  /// The entries up to the one that ends them, included.
  List<DynamicEntry> entries() throws ElfException {
    Optional<ProgramHeader> segment =
        segments.stream().filter(header -> header.type() == ProgramHeader.DYNAMIC).findFirst();
    if (segment.isEmpty()) {
      return List.of();
    }
    int entryBytes = source.layout().dynamicBytes();
    long offset = segment.get().offset();
    long count = Long.divideUnsigned(segment.get().fileBytes(), entryBytes);
    if (Long.compareUnsigned(count, MOST_ENTRIES) > 0) {
      throw new ElfException(
          "dynamic entries: " + Long.toUnsignedString(count) + " are more than are read");
    }
    EntryTable table = source.entries("dynamic entries", offset, entryBytes, (int) count);
    List<DynamicEntry> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DynamicEntry entry =
          new DynamicEntry(table.signed(i, 0, 0), table.address(i, 4, 8), Optional.empty());
      all.add(entry);
      if (entry.tag() == DynamicEntry.NULL) {
        break;
      }
    }
    return all;
  }

  /// The same entries with their strings.
  ///
  /// @throws ElfException if one of the strings cannot be read
  List<DynamicEntry> withText(List<DynamicEntry> entries) throws ElfException {
    if (entries.stream().noneMatch(DynamicEntry::isText)) {
      return entries;
    }
    StringTable strings = strings(entries);
    List<DynamicEntry> all = new ArrayList<>(entries.size());
    for (DynamicEntry entry : entries) {
      Optional<RawText> text = entry.isText() ? strings.at(entry.value()) : Optional.empty();
      all.add(text.isPresent() ? entry.saying(text) : entry);
    }
    return all;
  }

  /// Checks that every entry which should have a string has one.
  static void requireText(List<DynamicEntry> entries) throws ElfException {
    for (DynamicEntry entry : entries) {
      if (entry.isText() && entry.text().isEmpty()) {
        throw new ElfException(
            "dynamic entries: a string is not in the table, or longer than read");
      }
    }
  }

  /// The table of strings.
  StringTable strings(List<DynamicEntry> entries) throws ElfException {
    long address = required(entries, DynamicEntry.STRTAB);
    long size = required(entries, DynamicEntry.STRSZ);
    return source.strings("dynamic strings", offsetOf(address), size);
  }

  /// The offset in the object of an address in the object.
  long offsetOf(long address) throws ElfException {
    for (ProgramHeader segment : segments) {
      if (segment.isLoaded() && segment.hasInFile(address)) {
        return segment.offset() + (address - segment.virtualAddress());
      }
    }
    throw new ElfException("an address that the dynamic section names is in no loaded segment");
  }

  static OptionalLong value(List<DynamicEntry> entries, long tag) {
    return entries.stream()
        .filter(entry -> entry.tag() == tag)
        .mapToLong(DynamicEntry::value)
        .findFirst();
  }

  static long required(List<DynamicEntry> entries, long tag) throws ElfException {
    OptionalLong value = value(entries, tag);
    if (value.isEmpty()) {
      throw new ElfException("dynamic entries: there is no " + DynamicTags.name(tag));
    }
    return value.getAsLong();
  }
}
