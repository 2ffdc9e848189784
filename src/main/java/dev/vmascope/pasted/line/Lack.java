package dev.vmascope.pasted.line;

/// A fact about mappings that a format does not print.
public enum Lack {
  /// All four permission letters.
  PERMISSIONS,
  /// The letter for shared or private.
  SHARING,
  /// The offset into the object.
  OFFSET,
  /// The device of the object.
  DEVICE,
  /// The inode of the object.
  INODE,
  /// The folders of paths: only the last part is printed.
  FOLDERS,
  /// Names of memory without a file, except the stack.
  NAMES,
  /// All mappings without a file.
  ANONYMOUS_MAPPINGS,
  /// All mappings that are not executable.
  DATA_MAPPINGS,
  /// The end of mappings: those that are gone are still listed.
  UNMAPPINGS
}
