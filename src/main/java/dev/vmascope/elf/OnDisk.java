package dev.vmascope.elf;

import java.util.Locale;

/// What became of the file of an object since it was mapped.
public enum OnDisk {
  /// Its path leads to it.
  NO,
  /// Its path leads to another file with the same build id: it was installed again.
  SAME_BUILD,
  /// Its path leads to something else: an update that the process has yet to take up.
  REPLACED,
  /// Its path leads to nothing.
  DELETED,
  /// It cannot be told.
  UNKNOWN,
  /// It never was in a directory.
  NOT_APPLICABLE;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
