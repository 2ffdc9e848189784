package dev.vmascope.elf;

/// The names of the numbers in program headers and sections, in `readelf`'s words. An unknown
/// number is printed as such.
public final class TableNames {
  private static final String SECTION_FLAGS = "WAX.MSILOGTC";
  private static final long OF_SYSTEM = 0x0ff00000L;
  private static final long OF_PROCESSOR = 0x70000000L;
  private static final long EXCLUDED = 0x80000000L;

  private TableNames() {}

  /// The type of a segment.
  public static String segment(long type) {
    return switch ((int) type) {
      case 0 -> "NULL";
      case 1 -> "LOAD";
      case 2 -> "DYNAMIC";
      case 3 -> "INTERP";
      case 4 -> "NOTE";
      case 5 -> "SHLIB";
      case 6 -> "PHDR";
      case 7 -> "TLS";
      case 0x6474e550 -> "GNU_EH_FRAME";
      case 0x6474e551 -> "GNU_STACK";
      case 0x6474e552 -> "GNU_RELRO";
      case 0x6474e553 -> "GNU_PROPERTY";
      case 0x6474e554 -> "GNU_SFRAME";
      default -> HeaderNames.number(type);
    };
  }

  /// Read, write, execute: `R E`.
  public static String segmentFlags(long flags) {
    return ((flags & 4) != 0 ? "R" : " ")
        + ((flags & 2) != 0 ? "W" : " ")
        + ((flags & 1) != 0 ? "E" : " ");
  }

  /// The type of a section.
  public static String section(long type) {
    return switch ((int) type) {
      case 0 -> "NULL";
      case 1 -> "PROGBITS";
      case 2 -> "SYMTAB";
      case 3 -> "STRTAB";
      case 4 -> "RELA";
      case 5 -> "HASH";
      case 6 -> "DYNAMIC";
      case 7 -> "NOTE";
      case 8 -> "NOBITS";
      case 9 -> "REL";
      case 10 -> "SHLIB";
      case 11 -> "DYNSYM";
      case 14 -> "INIT_ARRAY";
      case 15 -> "FINI_ARRAY";
      case 16 -> "PREINIT_ARRAY";
      case 17 -> "GROUP";
      case 18 -> "SYMTAB SECTION INDICES";
      case 19 -> "RELR";
      case 0x6ffffff5 -> "GNU_ATTRIBUTES";
      case 0x6ffffff6 -> "GNU_HASH";
      case 0x6ffffff7 -> "GNU_LIBLIST";
      case 0x6ffffffd -> "VERDEF";
      case 0x6ffffffe -> "VERNEED";
      case 0x6fffffff -> "VERSYM";
      default -> HeaderNames.number(type);
    };
  }

  /// The letters of the flags: `WA`, `AX`; `o` for any flag of the system, `p` for any of the
  /// processor.
  public static String sectionFlags(long flags) {
    StringBuilder letters = new StringBuilder();
    for (int bit = 0; bit < SECTION_FLAGS.length(); bit++) {
      if ((flags & (1L << bit)) != 0 && SECTION_FLAGS.charAt(bit) != '.') {
        letters.append(SECTION_FLAGS.charAt(bit));
      }
    }
    letters.append((flags & OF_SYSTEM) != 0 ? "o" : "");
    letters.append((flags & OF_PROCESSOR) != 0 ? "p" : "");
    letters.append((flags & EXCLUDED) != 0 ? "E" : "");
    return letters.toString();
  }
}
