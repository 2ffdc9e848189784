package dev.vmascope.snapshots;

import java.util.Locale;

/// The reasons why a snapshot was stored.
public enum SnapshotCause {
  /// A request for a snapshot of a process.
  REQUESTED,
  /// A capture from elsewhere, which a client sent.
  RECEIVED,
  /// A listing in a text, which a client sent.
  PASTED,
  /// A process whose verdict became leaking.
  LEAKING,
  /// A process that used four fifths of the mappings that it may have.
  MAPPING_LIMIT,
  /// A process with a new finding of high severity.
  FINDING;

  /// Whether the service takes such snapshots by itself.
  boolean isAutomatic() {
    return switch (this) {
      case REQUESTED, RECEIVED, PASTED -> false;
      case LEAKING, MAPPING_LIMIT, FINDING -> true;
    };
  }

  /// The word in answers and in files.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
