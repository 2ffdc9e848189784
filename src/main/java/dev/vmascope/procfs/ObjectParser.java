package dev.vmascope.procfs;

/// Makes something of the files that a process maps. It runs on a thread that reads files, and one
/// file after another.
public interface ObjectParser<T> {
  /// Whether a file shall be opened at all.
  boolean wants(MappedFile file);

  /// Parses a file, which is open for that long only.
  T parse(MappedFile file, ObjectBytes bytes);
}
