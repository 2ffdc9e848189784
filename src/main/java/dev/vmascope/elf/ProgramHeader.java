package dev.vmascope.elf;

/// A program header: a segment, as the kernel and the dynamic linker use it.
///
/// @param type `PT_LOAD` is 1
/// @param flags execute 1, write 2, read 4
/// @param offset the offset of its bytes in the object
/// @param virtualAddress the address of its bytes in memory: an address in the object
/// @param physicalAddress meaningless here
/// @param fileBytes the number of its bytes in the object
/// @param memoryBytes the number of its bytes in memory; those beyond the object's are zero
/// @param align a power of two, or 0
public record ProgramHeader(
    long type,
    long flags,
    long offset,
    long virtualAddress,
    long physicalAddress,
    long fileBytes,
    long memoryBytes,
    long align) {
  static final long LOAD = 1;
  static final long DYNAMIC = 2;
  static final long INTERP = 3;
  static final long NOTE = 4;
  static final long GNU_STACK = 0x6474e551;
  static final long GNU_RELRO = 0x6474e552;

  private static final long EXECUTE = 1;

  static ProgramHeader of(EntryTable table, int i) {
    return new ProgramHeader(
        table.word(i, 0, 0),
        table.word(i, 24, 4),
        table.address(i, 4, 8),
        table.address(i, 8, 16),
        table.address(i, 12, 24),
        table.address(i, 16, 32),
        table.address(i, 20, 40),
        table.address(i, 28, 48));
  }

  public boolean isExecutable() {
    return (flags & EXECUTE) != 0;
  }

  /// Whether it is loaded into memory.
  public boolean isLoaded() {
    return type == LOAD;
  }

  /// Whether an address in the object belongs to one of its bytes in the object.
  boolean hasInFile(long address) {
    return Long.compareUnsigned(address - virtualAddress, fileBytes) < 0
        && Long.compareUnsigned(address, virtualAddress) >= 0;
  }

  /// Whether an offset in the object is one of its bytes.
  boolean hasOffset(long place) {
    return Long.compareUnsigned(place, offset) >= 0
        && Long.compareUnsigned(place - offset, fileBytes) < 0;
  }
}
