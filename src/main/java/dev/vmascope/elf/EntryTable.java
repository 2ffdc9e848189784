package dev.vmascope.elf;

import java.nio.ByteBuffer;

/// The entries of one size in an object. A field is named by its offset in an entry of a 32-bit
/// object and in one of a 64-bit object.
final class EntryTable {
  private final ByteBuffer buffer;
  private final int entryBytes;
  private final boolean wide;

  EntryTable(ByteBuffer buffer, int entryBytes, boolean wide) {
    this.buffer = buffer;
    this.entryBytes = entryBytes;
    this.wide = wide;
  }

  /// The number of entries.
  int count() {
    return buffer.capacity() / entryBytes;
  }

  private int at(int entry, int narrowAt, int wideAt) {
    return entry * entryBytes + (wide ? wideAt : narrowAt);
  }

  int unsignedByte(int entry, int narrowAt, int wideAt) {
    return Byte.toUnsignedInt(buffer.get(at(entry, narrowAt, wideAt)));
  }

  int half(int entry, int narrowAt, int wideAt) {
    return Short.toUnsignedInt(buffer.getShort(at(entry, narrowAt, wideAt)));
  }

  /// A number of 32 bits, unsigned.
  long word(int entry, int narrowAt, int wideAt) {
    return Integer.toUnsignedLong(buffer.getInt(at(entry, narrowAt, wideAt)));
  }

  /// A number that is as wide as addresses are, unsigned.
  long address(int entry, int narrowAt, int wideAt) {
    return wide ? buffer.getLong(at(entry, narrowAt, wideAt)) : word(entry, narrowAt, wideAt);
  }

  /// A number that is as wide as addresses are, signed.
  long signed(int entry, int narrowAt, int wideAt) {
    return wide
        ? buffer.getLong(at(entry, narrowAt, wideAt))
        : buffer.getInt(at(entry, narrowAt, wideAt));
  }
}
