package dev.vmascope.elf;

import java.util.Locale;

/// By what it is known that the file that was read is the one that is mapped.
public enum Identity {
  /// It was opened by the kernel's link to what is mapped.
  MAP_FILES,
  /// It has the device and the inode of the mapping.
  INODE,
  /// It has the build id that the kernel tells of the mapping.
  BUILD_ID,
  /// By nothing: it lies at the path of the mapping.
  PATH;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
