package dev.vmascope.http.api;

import dev.vmascope.procfs.object.FileContent;

/// The `unavailable` entries of mapped files that could not be read.
public final class FileRemedies {
  private static final String MAP_FILES =
      "run vmascope with CAP_CHECKPOINT_RESTORE (Linux 5.9+) or CAP_SYS_ADMIN, which lets it follow the kernel's links to"
          + " mapped files, and with CAP_DAC_READ_SEARCH where their permissions keep it out";

  private FileRemedies() {}

  /// The entry for a file that could not be read.
  public static UnavailableView unread(String field, FileContent.Why why) {
    return switch (why) {
      case DENIED -> new UnavailableView(field, "denied", MAP_FILES);
      case GONE ->
          new UnavailableView(
              field,
              "gone",
              "the file is at its path no more, or unmapped; to read it all the same, "
                  + MAP_FILES);
      case NOT_REGULAR ->
          new UnavailableView(
              field,
              "not-applicable",
              "nothing to be done: what is mapped is no regular file, and opening it could have effects");
      case FORBIDDEN ->
          new UnavailableView(
              field,
              "denied",
              "nothing to be done here: the user of the process may not read what lies at its path, so neither does vmascope");
      case FILE_SYSTEM ->
          new UnavailableView(
              field,
              "skipped",
              "nothing to be done: the file lies on a file system that others answer for (FUSE, NFS and the like)"
                  + " or that holds no files of its own (proc, sysfs), or on one that is not known here; these are never"
                  + " touched");
      case LINK ->
          new UnavailableView(
              field,
              "skipped",
              "look at the path yourself: there is a symbolic link in it where there was none, and links are not followed");
      case NO_ROOT ->
          new UnavailableView(
              field,
              "not-applicable",
              "nothing to be done here: there is no root directory of the process to look into, as in a capture; look on the"
                  + " machine that it is from");
      case HIDDEN ->
          new UnavailableView(
              field,
              "partial",
              "look at its mounts (/proc/<pid>/mountinfo): the file is there, but its mount was taken away (umount -l) or"
                  + " another covers it");
      case SKIPPED ->
          new UnavailableView(
              field,
              "skipped",
              "reading the others took too long, or there is more than is compared; ask again, their files are cached then");
      case FAILED ->
          new UnavailableView(
              field,
              "partial",
              "its path cannot be followed, or its file system fails; " + MAP_FILES);
    };
  }
}
