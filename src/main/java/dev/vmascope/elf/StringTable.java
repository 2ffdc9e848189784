package dev.vmascope.elf;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;

/// A table of strings that end with NUL. It gives a bounded number of characters in all, since a
/// hostile table has one long string that every entry names.
final class StringTable {
  private static final int LONGEST = 4096;
  private static final int MOST_CHARACTERS = 1 << 18;

  private final byte[] bytes;
  private int left = MOST_CHARACTERS;

  StringTable(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The string at a place.
  ///
  /// @return empty, if there is none, or it is longer than is read, or too many have been given
  Optional<KernelText> at(long place) {
    if (place < 0 || place >= bytes.length) {
      return Optional.empty();
    }
    int start = (int) place;
    int end = start;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    int length = end - start;
    if (end == bytes.length || length > LONGEST || length > left) {
      return Optional.empty();
    }
    left -= length;
    return Optional.of(KernelText.of(bytes, start, end));
  }

  /// Whether the string at a place is this one.
  boolean is(long place, String latin1) {
    if (place < 0 || place > bytes.length - latin1.length() - 1) {
      return false;
    }
    int start = (int) place;
    for (int i = 0; i < latin1.length(); i++) {
      if (bytes[start + i] != (byte) latin1.charAt(i)) {
        return false;
      }
    }
    return bytes[start + latin1.length()] == 0;
  }

  /// Whether the string at a place begins and ends like this.
  boolean is(long place, String prefix, String suffix, int longest) {
    if (place < 0 || place >= bytes.length) {
      return false;
    }
    int start = (int) place;
    int end = start;
    while (end < bytes.length && bytes[end] != 0 && end - start <= longest) {
      end++;
    }
    String text = KernelText.of(bytes, start, end).latin1();
    return text.length() <= longest && text.startsWith(prefix) && text.endsWith(suffix);
  }
}
