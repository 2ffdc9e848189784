package dev.vmascope.procfs;

import dev.vmascope.mapping.FileCredentials;
import java.time.Instant;
import java.util.Optional;

/// The inode behind a mapping, by the kernel's link to it, beside the process that maps it.
///
/// @param links how many directories hold it; 0 once it is deleted
/// @param ofUser whether it belongs to the user of the process
/// @param madeSince whether it was made, and written last, since the process started; false where
///   that cannot be told
public record MappedInode(long links, boolean ofUser, boolean madeSince) {
  /// @param user of the process; absent where that cannot be told
  /// @param started when the process was; absent likewise
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
