package dev.vmascope.elf;

/// The header of an ELF object (`include/uapi/linux/elf.h`, `struct elf64_hdr`).
///
/// @param osAbi the ABI that it is made for (`EI_OSABI`)
/// @param abiVersion its version
/// @param type what it is: `ET_EXEC` 2, `ET_DYN` 3
/// @param machine the instruction set
/// @param version of the format
/// @param entry where the program starts: an address in the object; 0 for none
/// @param programHeadersOffset where they lie in the object; 0 for none
/// @param sectionsOffset where the section headers lie in the object; 0 for none
/// @param flags of the processor
/// @param headerBytes the size of the header, as it says itself
/// @param programHeaderBytes the size of a program header, as it says
/// @param programHeaders how many there are; 0xffff: see the first section
/// @param sectionBytes the size of a section header, as it says
/// @param sections how many there are; 0: see the first section
/// @param namesSection which section has the names; 0xffff: see the first section
public record ElfHeader(
    ElfLayout layout,
    int osAbi,
    int abiVersion,
    int type,
    int machine,
    long version,
    long entry,
    long programHeadersOffset,
    long sectionsOffset,
    long flags,
    int headerBytes,
    int programHeaderBytes,
    int programHeaders,
    int sectionBytes,
    int sections,
    int namesSection) {
  /// A program at fixed addresses.
  static final int EXEC = 2;

  /// A library, or a program that can lie anywhere.
  static final int DYN = 3;

  static ElfHeader of(Entries header, ElfLayout layout) {
    return new ElfHeader(
        layout,
        header.unsignedByte(0, 7, 7),
        header.unsignedByte(0, 8, 8),
        header.half(0, 16, 16),
        header.half(0, 18, 18),
        header.word(0, 20, 20),
        header.address(0, 24, 24),
        header.address(0, 28, 32),
        header.address(0, 32, 40),
        header.word(0, 36, 48),
        header.half(0, 40, 52),
        header.half(0, 42, 54),
        header.half(0, 44, 56),
        header.half(0, 46, 58),
        header.half(0, 48, 60),
        header.half(0, 50, 62));
  }
}
