package dev.vmascope.procfs.object;

import dev.vmascope.mapping.proc.FileCredentials;
import dev.vmascope.procfs.call.FileStatus;
import java.time.Instant;
import java.util.Optional;

/// The inode behind a mapping by the kernel's link, compared with its process.
///
/// @param links the number of directory entries; 0 once it is deleted
/// @param ofUser whether it belongs to the user of the process
/// @param madeSince whether it was created, and last written, since the process started; false
///   where that is unknown
public record MappedInode(long links, boolean ofUser, boolean madeSince) {
  /// @param user the user of the process; absent where it is unknown
  /// @param started the start time of the process; absent where it is unknown
  static MappedInode of(
      FileStatus status, Optional<FileCredentials> user, Optional<Instant> started) {
    boolean made =
        started
            .filter(start -> !status.modified().isBefore(start))
            .filter(start -> status.born().filter(born -> born.isBefore(start)).isEmpty())
            .isPresent();
    return new MappedInode(
        status.links(), user.filter(own -> own.owns(status.owner())).isPresent(), made);
  }
}
