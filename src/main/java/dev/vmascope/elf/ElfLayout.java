package dev.vmascope.elf;

/// The layout of numbers in an object: `EI_CLASS` and `EI_DATA` of its header.
///
/// @param wide whether addresses have 64 bits, not 32
/// @param bigEndian whether the most significant byte comes first
public record ElfLayout(boolean wide, boolean bigEndian) {
  /// The size of an entry of the symbol tables.
  int symbolBytes() {
    return wide ? 24 : 16;
  }

  /// The size of a dynamic entry.
  int dynamicBytes() {
    return wide ? 16 : 8;
  }

  /// The least size of a program header.
  int programHeaderBytes() {
    return wide ? 56 : 32;
  }

  /// The least size of a section header.
  int sectionBytes() {
    return wide ? 64 : 40;
  }

  /// The size of the header.
  int headerBytes() {
    return wide ? 64 : 52;
  }
}
