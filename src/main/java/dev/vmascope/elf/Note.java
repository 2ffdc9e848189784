package dev.vmascope.elf;

import dev.vmascope.mapping.KernelText;

/// A note: something that whoever made the object wrote down about it.
///
/// @param owner who says what the type means: `GNU`, `stapsdt`, `CORE`
/// @param type the number of the type
/// @param sizeBytes the size of what it says
/// @param content what it says, lower-case hexadecimal; the beginning, where it is long
public record Note(KernelText owner, long type, long sizeBytes, String content) {
  /// Of the owner `GNU`.
  static final long ABI_TAG = 1;

  static final long BUILD_ID = 3;
  static final long PROPERTY = 5;

  /// Of the owner `Go`.
  static final long GO_BUILD_ID = 4;

  boolean isGnu(long wanted) {
    return isOf("GNU", wanted);
  }

  boolean isOf(String wantedOwner, long wanted) {
    return owner.latin1().equals(wantedOwner) && type == wanted;
  }
}
