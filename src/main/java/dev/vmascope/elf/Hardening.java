package dev.vmascope.elf;

import java.util.Locale;
import java.util.Optional;

/// The protections of an object against attacks, as the linker has left it.
///
/// @param relro the read-only part of the dynamic linker's tables
/// @param bindNow whether all functions are bound at the start
/// @param stack the stack that the object asks for
/// @param textRelocations whether the dynamic linker has to write into code
/// @param hints the hints from the names of its symbols; absent where it has none
public record Hardening(
    boolean pie,
    Relro relro,
    boolean bindNow,
    Stack stack,
    boolean textRelocations,
    Optional<SymbolHints> hints) {
  static final long DF_1_PIE = 0x08000000L;
  private static final long DF_1_NOW = 1;
  private static final long DF_BIND_NOW = 8;
  private static final long DF_TEXTREL = 4;

  /// The part of the dynamic linker's tables that is read-only once they are filled.
  public enum Relro {
    /// No table.
    NONE,
    /// All tables except that of functions that are bound at their first call.
    PARTIAL,
    /// All tables.
    FULL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The stack that the segment `GNU_STACK` asks for.
  public enum Stack {
    /// A stack that cannot be executed.
    NOT_EXECUTABLE,
    /// A stack that can be executed.
    EXECUTABLE,
    /// No segment. On x86 the dynamic linker then makes the stack executable for a library, and the
    /// kernel for a 32-bit program.
    NOT_STATED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Hardening of(ElfObject object) {
    boolean bindNow =
        object.hasEntry(DynamicEntry.BIND_NOW)
            || (object.flags(DynamicEntry.FLAGS) & DF_BIND_NOW) != 0
            || (object.flags(DynamicEntry.FLAGS_1) & DF_1_NOW) != 0;
    return new Hardening(
        object.isPie(),
        relro(object, bindNow),
        bindNow,
        stack(object),
        object.hasEntry(DynamicEntry.TEXTREL)
            || (object.flags(DynamicEntry.FLAGS) & DF_TEXTREL) != 0,
        object.hints());
  }

  private static Relro relro(ElfObject object, boolean bindNow) {
    if (!object.hasSegment(ProgramHeader.GNU_RELRO)) {
      return Relro.NONE;
    }
    return bindNow ? Relro.FULL : Relro.PARTIAL;
  }

  private static Stack stack(ElfObject object) {
    return object.programHeaders().stream()
        .filter(segment -> segment.type() == ProgramHeader.GNU_STACK)
        .findFirst()
        .map(segment -> segment.isExecutable() ? Stack.EXECUTABLE : Stack.NOT_EXECUTABLE)
        .orElse(Stack.NOT_STATED);
  }
}
