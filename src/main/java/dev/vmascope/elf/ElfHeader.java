package dev.vmascope.elf;

/// The header of an ELF object (`include/uapi/linux/elf.h`, `struct elf64_hdr`).
///
/// @param osAbi the ABI of the object (`EI_OSABI`)
/// @param abiVersion the version of that ABI
/// @param type the type of the object: `ET_EXEC` 2, `ET_DYN` 3
/// @param machine the instruction set
/// @param version the version of the format
/// @param entry the start address of the program, in the object; 0 for none
/// @param programHeadersOffset the offset of the program headers in the object; 0 for none
/// @param sectionsOffset the offset of the section headers in the object; 0 for none
/// @param flags the flags of the processor
/// @param headerBytes the size of the header, by its own account
/// @param programHeaderBytes the size of a program header, by the header's account
/// @param programHeaders the number of program headers; 0xffff: see the first section
/// @param sectionBytes the size of a section header, by the header's account
/// @param sections the number of sections; 0: see the first section
/// @param namesSection the section with the names; 0xffff: see the first section
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

  /// A library, or a position-independent program.
  public static final int DYN = 3;

  static ElfHeader of(EntryTable header, ElfLayout layout) {
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
