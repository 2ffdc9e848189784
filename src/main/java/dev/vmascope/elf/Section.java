package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;

/// A section, as linkers and debuggers use it; programs run without any.
///
/// @param name absent where the table of names has none for it
/// @param type `SHT_SYMTAB` is 2
/// @param flags write 1, in memory 2, execute 4 and others
/// @param address its address in memory, as an address in the object; 0 if it is not loaded
/// @param offset the offset of its bytes in the object
/// @param sizeBytes the size
/// @param link the number of another section; its meaning depends on the type
/// @param info a number whose meaning depends on the type
/// @param align a power of two, or 0
/// @param entryBytes the size of an entry, where it is a table; 0 otherwise
public record Section(
    Optional<RawText> name,
    long type,
    long flags,
    long address,
    long offset,
    long sizeBytes,
    long link,
    long info,
    long align,
    long entryBytes) {
  static final long SYMTAB = 2;
  static final long NOTE = 7;
  static final long NOBITS = 8;
  static final long DYNSYM = 11;

  static Section of(EntryTable table, int i, Optional<RawText> name) {
    return new Section(
        name,
        table.word(i, 4, 4),
        table.address(i, 8, 8),
        table.address(i, 12, 16),
        table.address(i, 16, 24),
        table.address(i, 20, 32),
        table.word(i, 24, 40),
        table.word(i, 28, 44),
        table.address(i, 32, 48),
        table.address(i, 36, 56));
  }

  boolean isCalled(String text) {
    return name.filter(known -> known.latin1().equals(text)).isPresent();
  }
}
