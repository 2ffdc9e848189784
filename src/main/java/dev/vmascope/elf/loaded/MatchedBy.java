package dev.vmascope.elf.loaded;

import java.util.Locale;

/// The proof that the file that was read is the one that is mapped.
public enum MatchedBy {
  /// The kernel's link to the mapping, by which it was opened.
  MAP_FILES,
  /// The device and the inode of the mapping.
  INODE,
  /// The build id that the kernel reports for the mapping.
  BUILD_ID,
  /// No proof: it lies at the path of the mapping.
  PATH;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
