package dev.vmascope.elf;

import java.util.HashMap;
import java.util.Map;

/// A part of an object, read in blocks on demand. Only the blocks that are asked for are read: the
/// size of the part costs nothing.
final class ObjectBlocks {
  private static final int BLOCK_BYTES = 1 << 10;
  private static final int MOST_KEPT = 256;

  private final ElfSource source;
  private final String what;
  private final long offset;
  private final long size;
  private final Map<Long, byte[]> blocks = new HashMap<>();
  private long lastNumber = -1;
  private byte[] last = {};

  /// @param what the name of the part in complaints
  /// @throws ElfException if it does not lie in the object
  ObjectBlocks(ElfSource source, String what, long offset, long size) throws ElfException {
    source.requireContains(what, offset, size);
    this.source = source;
    this.what = what;
    this.offset = offset;
    this.size = size;
  }

  long size() {
    return size;
  }

  /// The byte at an offset, which must lie in the part.
  byte at(long place) throws ElfException {
    long number = place / BLOCK_BYTES;
    if (number != lastNumber) {
      last = block(number);
      lastNumber = number;
    }
    return last[(int) (place % BLOCK_BYTES)];
  }

  /// A copy of some bytes, which must lie in the part.
  byte[] copy(long place, int length) throws ElfException {
    byte[] copy = new byte[length];
    for (int i = 0; i < length; i++) {
      copy[i] = at(place + i);
    }
    return copy;
  }

  private byte[] block(long number) throws ElfException {
    byte[] block = blocks.get(number);
    if (block == null) {
      if (blocks.size() == MOST_KEPT) {
        blocks.clear();
      }
      long start = number * BLOCK_BYTES;
      block = source.read(what, offset + start, Math.min(BLOCK_BYTES, size - start), BLOCK_BYTES);
      blocks.put(number, block);
    }
    return block;
  }
}
