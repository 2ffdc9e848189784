package dev.vmascope.finding;

/// What has become of a file that was deleted while it was mapped.
public enum Replacement {
  /// Another file of another build has its path.
  REPLACED,
  /// A file of the same build has its path: nothing to be gained by a restart.
  SAME_BUILD,
  /// Nothing has its path.
  DELETED,
  /// It was not looked at yet.
  NOT_YET_KNOWN,
  /// It cannot be told.
  UNKNOWN
}
