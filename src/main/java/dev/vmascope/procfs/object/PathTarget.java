package dev.vmascope.procfs.object;

import java.util.Optional;

/// The file at the path of a mapped file now, as the process sees it.
public sealed interface PathTarget<T> {
  /// The mapped file itself.
  record Same<T>() implements PathTarget<T> {}

  /// A file other than the mapped one. It may be the same one where an overlay gives it two
  /// devices.
  ///
  /// @param content its content
  /// @param certain whether it certainly is another file
  /// @param sameInode whether it has the inode number of the mapping, and another device
  /// @param sameBuild whether both have the same build, by their contents; absent where these were
  ///   not compared
  record Another<T>(
      FileContent<T> content, boolean certain, boolean sameInode, Optional<Boolean> sameBuild)
      implements PathTarget<T> {}

  /// A path without a file, in a directory that the process may search.
  record Nothing<T>() implements PathTarget<T> {}

  /// An unknown state, with the reason.
  record Unknown<T>(FileContent.Why why) implements PathTarget<T> {}

  /// A file without a path: memory of `memfd_create(2)`.
  record NoPath<T>() implements PathTarget<T> {}
}
