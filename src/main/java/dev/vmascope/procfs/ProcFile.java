package dev.vmascope.procfs;

/// The files of `/proc/<pid>` that vmascope reads. None of them walks page tables.
public enum ProcFile {
  /// Identity, state and page faults.
  STAT("stat"),
  /// Sizes in pages.
  STATM("statm"),
  /// Sizes by kind of memory, and the owner.
  STATUS("status"),
  /// The mappings.
  MAPS("maps");

  private final String fileName;

  ProcFile(String fileName) {
    this.fileName = fileName;
  }

  /// The name in `/proc/<pid>`.
  public String fileName() {
    return fileName;
  }
}
