package dev.vmascope.elf;

import java.util.Locale;

/// What became of the file of an object since it was mapped.
public enum OnDisk {
  /// Its path leads to it.
  NO,
  /// Its place has another file of the same build: it was installed again.
  SAME_BUILD,
  /// Its place has something else for sure: an update that the process has yet to take up.
  REPLACED,
  /// Its place has nothing.
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
