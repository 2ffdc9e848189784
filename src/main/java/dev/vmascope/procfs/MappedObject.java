package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;

/// A file that a process maps, and what it has.
///
/// @param content of the file that is mapped, where that could be opened for sure
/// @param opened how
/// @param inode of the file that is mapped; absent where the kernel's link to it may not be
///   followed
/// @param installedPath where the file belongs: its path, less what a package manager had put
///   behind its name ([dev.vmascope.mapping.InstalledPath])
/// @param path what its place holds now
/// @param kernelBuildId of the file that is mapped, lower-case hexadecimal, by the kernel; absent
///   where it has none, or the kernel cannot be asked (before Linux 6.11)
public record MappedObject<T>(
    MappedFile file,
    FileContent<T> content,
    Opened opened,
    Optional<MappedInode> inode,
    KernelText installedPath,
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

  /// A file that was not looked at.
  static <T> MappedObject<T> unread(MappedFile file, FileContent.Why why) {
    return new MappedObject<>(
        file,
        new FileContent.Unread<>(why),
        Opened.NOT,
        Optional.empty(),
        file.path(),
        new PathState.Unknown<>(why),
        Optional.empty());
  }
}
