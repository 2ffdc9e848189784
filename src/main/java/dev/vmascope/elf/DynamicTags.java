package dev.vmascope.elf;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names of the tags of dynamic entries, without their `DT_`.
public final class DynamicTags {
  /// The tags from 0 on.
  private static final List<String> FIRST =
      List.of(
          "NULL NEEDED PLTRELSZ PLTGOT HASH STRTAB SYMTAB RELA RELASZ RELAENT STRSZ SYMENT INIT FINI SONAME RPATH SYMBOLIC"
              .concat(
                  " REL RELSZ RELENT PLTREL DEBUG TEXTREL JMPREL BIND_NOW INIT_ARRAY FINI_ARRAY INIT_ARRAYSZ FINI_ARRAYSZ")
              .concat(
                  " RUNPATH FLAGS 31 PREINIT_ARRAY PREINIT_ARRAYSZ SYMTAB_SHNDX RELRSZ RELR RELRENT")
              .split(" "));

  /// The tags from 0x6ffffdf5 on: numbers.
  private static final List<String> NUMBERS =
      List.of(
          "GNU_PRELINKED GNU_CONFLICTSZ GNU_LIBLISTSZ CHECKSUM PLTPADSZ MOVEENT MOVESZ FEATURE POSFLAG_1 SYMINSZ SYMINENT"
              .split(" "));

  /// The tags from 0x6ffffef5 on: addresses.
  private static final List<String> ADDRESSES =
      List.of(
          "GNU_HASH TLSDESC_PLT TLSDESC_GOT GNU_CONFLICT GNU_LIBLIST CONFIG DEPAUDIT AUDIT PLTPAD MOVETAB SYMINFO"
              .split(" "));

  private static final Map<Long, String> OTHERS =
      Map.ofEntries(
          Map.entry(0x6ffffff0L, "VERSYM"),
          Map.entry(0x6ffffff9L, "RELACOUNT"),
          Map.entry(0x6ffffffaL, "RELCOUNT"),
          Map.entry(0x6ffffffbL, "FLAGS_1"),
          Map.entry(0x6ffffffcL, "VERDEF"),
          Map.entry(0x6ffffffdL, "VERDEFNUM"),
          Map.entry(0x6ffffffeL, "VERNEED"),
          Map.entry(0x6fffffffL, "VERNEEDNUM"),
          Map.entry(0x7ffffffdL, "AUXILIARY"),
          Map.entry(0x7ffffffeL, "USED"),
          Map.entry(0x7fffffffL, "FILTER"));

  private DynamicTags() {}

  /// The name of a tag; an unknown one is printed as a number.
  public static String name(long tag) {
    return in(FIRST, tag)
        .or(() -> in(NUMBERS, tag - 0x6ffffdf5L))
        .or(() -> in(ADDRESSES, tag - 0x6ffffef5L))
        .orElseGet(() -> OTHERS.getOrDefault(tag, HeaderNames.number(tag)));
  }

  private static Optional<String> in(List<String> names, long index) {
    return index >= 0 && index < names.size()
        ? Optional.of(names.get((int) index))
        : Optional.empty();
  }
}
