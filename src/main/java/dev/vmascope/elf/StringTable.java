package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;

/// A table of strings that end with NUL, read on demand. It returns a bounded number of characters
/// in all, since a hostile table has one long string that every entry names.
final class StringTable {
  private static final int MOST_CHARACTERS = 1 << 18;

  /// The maximum length of a string.
  static final int LONGEST = 4096;

  private final ObjectBlocks blocks;
  private int left = MOST_CHARACTERS;

  StringTable(ObjectBlocks blocks) {
    this.blocks = blocks;
  }

  /// The string at an offset.
  ///
  /// @return empty if there is none, or it is longer than the maximum, or too many characters have
  ///   been returned
  Optional<RawText> at(long place) throws ElfException {
    Optional<byte[]> bytes = bytes(place, Math.min(LONGEST, left));
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    left -= bytes.get().length;
    return Optional.of(RawText.of(bytes.get(), 0, bytes.get().length));
  }

  /// The bytes of a string that is no longer than this.
  private Optional<byte[]> bytes(long place, int longest) throws ElfException {
    if (place < 0 || place >= blocks.size()) {
      return Optional.empty();
    }
    long most = Math.min(longest, blocks.size() - place - 1);
    for (int length = 0; length <= most; length++) {
      if (blocks.at(place + length) == 0) {
        return Optional.of(blocks.copy(place, length));
      }
    }
    return Optional.empty();
  }

  /// Whether the string at an offset is this one.
  boolean is(long place, String latin1) throws ElfException {
    if (place < 0 || place > blocks.size() - latin1.length() - 1) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      if (blocks.at(place + i) != (byte) latin1.charAt(i)) {
        return false;
      }
    }
    return blocks.at(place + latin1.length()) == 0;
  }

  /// Whether the string at an offset begins and ends like this.
  boolean is(long place, String prefix, String suffix, int longest) throws ElfException {
    if (!begins(place, prefix)) {
      return false;
    }
    Optional<byte[]> bytes = bytes(place, longest);
    return bytes.isPresent()
        && RawText.of(bytes.get(), 0, bytes.get().length).latin1().endsWith(suffix);
  }

  private boolean begins(long place, String prefix) throws ElfException {
    if (place < 0 || place > blocks.size() - prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (blocks.at(place + i) != (byte) prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
