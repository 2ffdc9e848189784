package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;

/// The symbol that contains an address in an object, else the nearest below.
///
/// @param address the start of the symbol: an address in the object
/// @param sizeBytes the size; 0 where none is stated
/// @param distanceBytes from its start to the address
/// @param table the table of the symbol: `.symtab` or `.dynsym`
public record NearestSymbol(
    RawText name, long address, long sizeBytes, long distanceBytes, String table) {
  /// Whether the address lies in it, not behind it.
  public boolean contains() {
    return Long.compareUnsigned(distanceBytes, sizeBytes) < 0;
  }
}
