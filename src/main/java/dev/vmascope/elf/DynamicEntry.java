package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;

/// An entry of the dynamic section, for the dynamic linker.
///
/// @param tag the meaning of the entry: `DT_NEEDED` is 1
/// @param value a number, an address in the object, or an offset in the table of strings
/// @param text the string, for tags that have one, where it could be read
public record DynamicEntry(long tag, long value, Optional<RawText> text) {
  static final long NULL = 0;
  static final long NEEDED = 1;
  static final long HASH = 4;
  static final long STRTAB = 5;
  static final long SYMTAB = 6;
  static final long STRSZ = 10;
  static final long SONAME = 14;
  static final long RPATH = 15;
  static final long TEXTREL = 22;
  static final long BIND_NOW = 24;
  static final long RUNPATH = 29;
  static final long FLAGS = 30;
  static final long GNU_HASH = 0x6ffffef5L;
  static final long FLAGS_1 = 0x6ffffffbL;

  private static final long CONFIG = 0x6ffffefaL;
  private static final long DEPAUDIT = 0x6ffffefbL;
  private static final long AUDIT = 0x6ffffefcL;
  private static final long AUXILIARY = 0x7ffffffdL;
  private static final long FILTER = 0x7fffffffL;

  /// Whether the value is an offset in the table of strings.
  boolean isText() {
    return tag == NEEDED
        || tag == SONAME
        || tag == RPATH
        || tag == RUNPATH
        || tag == CONFIG
        || tag == DEPAUDIT
        || tag == AUDIT
        || tag == AUXILIARY
        || tag == FILTER;
  }

  DynamicEntry saying(Optional<RawText> said) {
    return new DynamicEntry(tag, value, said);
  }
}
