package dev.vmascope.procfs;

import java.util.Optional;

/// A file that a process maps, and what it has.
///
/// @param content of the file that is mapped, where that could be opened for sure
/// @param opened how
/// @param path what its path leads to now
/// @param kernelBuildId of the file that is mapped, lower-case hexadecimal, by the kernel; absent
///   where it has none, or the kernel cannot be asked (before Linux 6.11)
public record MappedObject<T>(
    MappedFile file,
    FileContent<T> content,
    Opened opened,
    PathState<T> path,
    Optional<String> kernelBuildId) {
  /// How a file was opened.
  public enum Opened {
    /// By the kernel's link to what is mapped: `/proc/<pid>/map_files`.
    BY_MAPPING,
    /// By its path, and it has the device and the inode of the mapping.
    BY_PATH,
    /// It was not.
    NOT
  }
}
