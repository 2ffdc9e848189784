package dev.vmascope.elf.loaded;

import java.util.Locale;

/// The state of the path of a mapped object.
public enum FileChange {
  /// The path leads to the mapped file.
  NO,
  /// The path has another file of the same build: it was installed again.
  SAME_BUILD,
  /// The path has another file for sure: an update that the process has not loaded yet.
  REPLACED,
  /// The path has no file.
  DELETED,
  /// The state is unknown.
  UNKNOWN,
  /// The object never was in a directory.
  NOT_APPLICABLE;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
