package dev.vmascope.procfs.object;

import dev.vmascope.mapping.proc.FileCredentials;
import dev.vmascope.procfs.call.FileCalls;
import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.call.Outcome;
import java.util.Optional;

/// The rights of the user of a process to files, by their permissions.
///
/// @param credentials the user and the groups of the process; not ok where they are unknown, who
///   may do nothing then
public record FileRights(Outcome<FileCredentials> credentials) {
  /// The user and the groups of the process; absent where they are unknown.
  Optional<FileCredentials> user() {
    return credentials.value();
  }

  /// Whether the user may search a directory.
  boolean maySearch(Naming.Named directory) {
    FileStatus status = directory.status();
    return credentials
        .value()
        .filter(own -> own.maySearch(status.mode(), status.owner(), status.group()))
        .filter(own -> isPlain(own, directory))
        .isPresent();
  }

  /// Whether the user may read a file.
  public boolean mayRead(Naming.Named file) {
    FileStatus status = file.status();
    return credentials
        .value()
        .filter(own -> own.mayRead(status.mode(), status.owner(), status.group()))
        .filter(own -> isPlain(own, file))
        .isPresent();
  }

  /// Whether permissions alone decide. Access control lists are not evaluated: a file with one
  /// counts as forbidden to users who are subject to it.
  private static boolean isPlain(FileCredentials own, Naming.Named file) {
    return !own.areSubjectToLists(file.status().owner())
        || !FileCalls.mayHaveAccessList(file.descriptor());
  }
}
