package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;

/// A note: a record that the tools which made the object left in it.
///
/// @param owner the owner, who defines the type: `GNU`, `stapsdt`, `CORE`
/// @param type the number of the type
/// @param sizeBytes the size of the content
/// @param content the content, lower-case hexadecimal; only its beginning if it is long
public record Note(RawText owner, long type, long sizeBytes, String content) {
  /// A type of the owner `GNU`.
  static final long ABI_TAG = 1;

  static final long BUILD_ID = 3;
  static final long PROPERTY = 5;

  /// A type of the owner `Go`.
  static final long GO_BUILD_ID = 4;

  boolean isGnu(long wanted) {
    return isOf("GNU", wanted);
  }

  boolean isOf(String wantedOwner, long wanted) {
    return owner.latin1().equals(wantedOwner) && type == wanted;
  }
}
