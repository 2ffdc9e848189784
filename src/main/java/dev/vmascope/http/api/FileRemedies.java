package dev.vmascope.http.api;

import dev.vmascope.procfs.object.FileContent;

/// The `unavailable` entries of mapped files that could not be read.
public final class FileRemedies {
  private static final String MAP_FILES =
      "run vmascope with CAP_CHECKPOINT_RESTORE (Linux 5.9+) or CAP_SYS_ADMIN, to follow the kernel's links to"
          + " mapped files, and with CAP_DAC_READ_SEARCH for files whose permissions keep it out";

  private FileRemedies() {}

  /// The entry for a file that could not be read.
  public static UnavailableField unread(String field, FileContent.Why why) {
    return switch (why) {
      case DENIED -> new UnavailableField(field, "denied", MAP_FILES);
      case GONE ->
          new UnavailableField(
              field,
              "gone",
              "the file is no longer at its path, or no longer mapped; to read it anyway, "
                  + MAP_FILES);
      case NOT_REGULAR ->
          new UnavailableField(
              field,
              "not-applicable",
              "nothing to be done: the mapped object is not a regular file, and opening it could have side effects");
      case FORBIDDEN ->
          new UnavailableField(
              field,
              "denied",
              "nothing to be done here: the user of the process is not allowed to read the file at its path, so"
                  + " vmascope does not read it either");
      case FILE_SYSTEM ->
          new UnavailableField(
              field,
              "skipped",
              "nothing to be done: vmascope never touches files on file systems that other programs or machines"
                  + " serve (such as FUSE and NFS), that have no files of their own (proc, sysfs), or that it does"
                  + " not know");
      case LINK ->
          new UnavailableField(
              field,
              "skipped",
              "check the path by hand: it now has a symbolic link where there was none, and links are not followed");
      case NO_ROOT ->
          new UnavailableField(
              field,
              "not-applicable",
              "check the file on the machine of the process: its root directory is not available here, as in a"
                  + " capture");
      case HIDDEN ->
          new UnavailableField(
              field,
              "partial",
              "check its mounts (/proc/<pid>/mountinfo): the file exists, but its mount was removed (umount -l)"
                  + " or another mount covers it");
      case SKIPPED ->
          new UnavailableField(
              field,
              "skipped",
              "try again, other files are cached then: reading them took too long, or there was too much to compare");
      case FAILED ->
          new UnavailableField(
              field,
              "partial",
              "its path cannot be followed, or its file system fails; " + MAP_FILES);
    };
  }
}
