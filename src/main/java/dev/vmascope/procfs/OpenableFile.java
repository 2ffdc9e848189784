package dev.vmascope.procfs;

/// What of other processes is opened or named, and closed again unread, to see whether that is let.
public enum OpenableFile {
  /// Their page maps.
  PAGES,
  /// The file systems that they see, with the files that they have mapped.
  ROOTS
}
