package dev.vmascope.procfs;

/// What the path of a mapped file leads to now, for the process.
public sealed interface PathState<T> {
  /// The file that is mapped.
  record Same<T>() implements PathState<T> {}

  /// Another file than the one that is mapped, or maybe the same one where an overlay file system
  /// gives it two devices.
  ///
  /// @param content what it has
  /// @param certain whether it is another one for sure
  /// @param sameInode whether it has the inode number of the mapping, and only the device differs
  record Another<T>(FileContent<T> content, boolean certain, boolean sameInode)
      implements PathState<T> {}

  /// It cannot be told.
  ///
  /// @param why gone, if nothing is there
  record Unknown<T>(FileContent.Why why) implements PathState<T> {}

  /// It never was in a directory: memory of `memfd_create(2)`.
  record NoPath<T>() implements PathState<T> {}
}
