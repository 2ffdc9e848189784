package dev.vmascope.elf;

import dev.vmascope.mapping.text.ObjectBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The bytes of an object, with the byte order and address width in its header. It never reads
/// outside of the object, and a bounded number of bytes in all.
final class ElfSource {
  private final ObjectBytes bytes;
  private final ElfLayout layout;
  private long left;

  /// @param most the maximum number of bytes to read in all
  ElfSource(ObjectBytes bytes, ElfLayout layout, long most) {
    this.bytes = bytes;
    this.layout = layout;
    left = most;
  }

  ElfLayout layout() {
    return layout;
  }

  long size() {
    return bytes.size();
  }

  /// Whether a part lies in the object.
  boolean contains(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size() && length <= size() - offset;
  }

  /// Checks that a part lies in the object.
  ///
  /// @param what the name of the part in complaints
  /// @throws ElfException if it does not lie in the object
  void requireContains(String what, long offset, long length) throws ElfException {
    if (!contains(offset, length)) {
      throw new ElfException(
          what
              + ": "
              + Long.toUnsignedString(length)
              + " bytes at offset "
              + Long.toUnsignedString(offset)
              + " are not in the "
              + size()
              + " bytes of the object");
    }
  }

  /// The same object with a bound of its own for further bytes.
  ElfSource withBudget(long most) {
    return new ElfSource(bytes, layout, most);
  }

  /// The table of strings in a part.
  StringTable strings(String what, long offset, long length) throws ElfException {
    return new StringTable(new ObjectBlocks(this, what, offset, length));
  }

  /// Reads a part.
  ///
  /// @param what the name of the part in complaints
  /// @param most the maximum size of such a part, in bytes
  byte[] read(String what, long offset, long length, int most) throws ElfException {
    requireContains(what, offset, length);
    if (length > most) {
      throw new ElfException(what + ": " + length + " bytes are more than are read of it: " + most);
    }
    if (length > left) {
      throw new ElfException(what + ": more bytes than are read of one object");
    }
    left -= length;
    byte[] target = new byte[(int) length];
    try {
      int count = bytes.read(offset, target);
      if (count < target.length) {
        throw new ElfException(what + ": the object was cut while it was read");
      }
      return target;
    } catch (IOException _) {
      throw new ElfException(what + ": an I/O error at offset " + offset);
    }
  }

  /// Reads consecutive entries of one size.
  EntryTable entries(String what, long offset, int entryBytes, int count) throws ElfException {
    long length = (long) entryBytes * count;
    byte[] table = read(what, offset, length, Integer.MAX_VALUE - 8);
    ByteOrder order = layout.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new EntryTable(ByteBuffer.wrap(table).order(order), entryBytes, layout.wide());
  }
}
