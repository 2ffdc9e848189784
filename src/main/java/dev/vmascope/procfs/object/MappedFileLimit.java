package dev.vmascope.procfs.object;

/// The limits on the mapped files that are read of one process.
public enum MappedFileLimit {
  /// The number of files that are opened.
  FILES("the process maps more files than the service reads: " + MappedFileLimit.MOST_FILES),
  /// The memory for the mappings of files without code.
  DATA(
      "the process maps more files without code than are kept: those at the lowest addresses were left out"),
  /// The memory for the mappings of files with code.
  CODE(
      "the process maps more files with code than are kept: those at the highest addresses were left out");

  static final int MOST_FILES = 1024;

  private final String words;

  MappedFileLimit(String words) {
    this.words = words;
  }

  /// The description of what was left out, without a full stop.
  public String words() {
    return words;
  }
}
