package dev.vmascope.elf;

import dev.vmascope.mapping.KernelText;

/// The symbol that contains an address in an object, else the nearest that starts below.
///
/// @param address where it starts: an address in the object
/// @param sizeBytes its size; 0 if it does not say
/// @param distanceBytes from its start to the address
/// @param table the table that it is in: `.symtab` or `.dynsym`
public record NearestSymbol(
    KernelText name, long address, long sizeBytes, long distanceBytes, String table) {
  /// Whether the address lies in it, and not only behind it.
  public boolean contains() {
    return Long.compareUnsigned(distanceBytes, sizeBytes) < 0;
  }
}
