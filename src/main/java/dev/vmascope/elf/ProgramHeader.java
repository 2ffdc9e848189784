package dev.vmascope.elf;

/// A program header: a segment, which is what the kernel and the dynamic linker go by.
///
/// @param type `PT_LOAD` is 1
/// @param flags execute 1, write 2, read 4
/// @param offset where its bytes lie in the object
/// @param virtualAddress where they go: an address in the object
/// @param physicalAddress meaningless here
/// @param fileBytes how many bytes lie in the object
/// @param memoryBytes how many it has in memory; what is beyond the object's is zero
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

  static ProgramHeader of(Entries table, int i) {
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

  boolean isExecutable() {
    return (flags & EXECUTE) != 0;
  }

  /// Whether it is put into memory.
  public boolean isLoaded() {
    return type == LOAD;
  }

  /// Whether an address in the object is one of its bytes that lie in the object.
  boolean hasInFile(long address) {
    return Long.compareUnsigned(address - virtualAddress, fileBytes) < 0
        && Long.compareUnsigned(address, virtualAddress) >= 0;
  }

  /// Whether a place of the object is one of its bytes.
  boolean hasOffset(long place) {
    return Long.compareUnsigned(place, offset) >= 0
        && Long.compareUnsigned(place - offset, fileBytes) < 0;
  }
}
