package dev.vmascope.procfs;

import java.util.Optional;

/// What the place of a mapped file holds now, for the process.
public sealed interface PathState<T> {
  /// The file that is mapped.
  record Same<T>() implements PathState<T> {}

  /// Another file than the one that is mapped, or maybe the same one where an overlay file system
  /// gives it two devices.
  ///
  /// @param content what it has
  /// @param certain whether it is another one for sure
  /// @param sameInode whether it has the inode number of the mapping, and only the device differs
  /// @param sameBuild whether both hold one build, by their contents; absent where these were not
  ///   compared
  record Another<T>(
      FileContent<T> content, boolean certain, boolean sameInode, Optional<Boolean> sameBuild)
      implements PathState<T> {}

  /// Nothing, in a directory that the process may search.
  record Nothing<T>() implements PathState<T> {}

  /// It cannot be told.
  record Unknown<T>(FileContent.Why why) implements PathState<T> {}

  /// It never was in a directory: memory of `memfd_create(2)`.
  record NoPath<T>() implements PathState<T> {}
}
