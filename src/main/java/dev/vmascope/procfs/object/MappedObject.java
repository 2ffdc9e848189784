package dev.vmascope.procfs.object;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;

/// A mapped file, its parsed content, and the present state of its path.
///
/// @param content the content of the mapped file, where that one could be opened for certain
/// @param opened the way by which it was opened
/// @param inode the inode of the mapped file; absent where the kernel's link may not be followed
/// @param installedPath the path where the file belongs: its path, without a suffix that a package
///   manager added ([dev.vmascope.mapping.space.InstalledPath])
/// @param path the file at that path now
/// @param kernelBuildId the build id of the mapped file by the kernel, lower-case hexadecimal;
///   absent where it has none, or the kernel cannot be asked (before Linux 6.11)
public record MappedObject<T>(
    MappedFile file,
    FileContent<T> content,
    Opened opened,
    Optional<MappedInode> inode,
    RawText installedPath,
    PathTarget<T> path,
    Optional<String> kernelBuildId) {
  /// The way by which a file was opened.
  public enum Opened {
    /// By the kernel's link to the mapped file: `/proc/<pid>/map_files`.
    BY_MAPPING,
    /// By its path, where the file has the device and the inode of the mapping.
    BY_PATH,
    /// Not opened.
    NOT
  }

  /// A file that was not read, with the reason.
  static <T> MappedObject<T> unread(MappedFile file, FileContent.Why why) {
    return new MappedObject<>(
        file,
        new FileContent.Unread<>(why),
        Opened.NOT,
        Optional.empty(),
        file.path(),
        new PathTarget.Unknown<>(why),
        Optional.empty());
  }
}
