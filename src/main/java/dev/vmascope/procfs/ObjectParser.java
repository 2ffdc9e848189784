package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes something of the files that a process maps. It runs on a thread that reads files, and one
/// file after another.
public interface ObjectParser<T> {
  /// Whether a file shall be opened at all.
  boolean wants(MappedFile file);

  /// Parses a file, which is open for that long only.
  T parse(MappedFile file, ObjectBytes bytes);

  /// A file and what was made of it; it is open as long as this is used.
  record Opened<T>(T value, ObjectBytes bytes) {}

  /// Compares a file that is mapped with another one that has its place.
  ///
  /// @return whether both hold one build; empty where that is not told by contents, or there is too
  ///   much to compare
  /// @throws IOException if one of them cannot be read
  default Optional<Boolean> sameBuild(Opened<T> mapped, Opened<T> there) throws IOException {
    return Optional.empty();
  }

  /// Other paths that may lead to the files of a process, links and all, to be followed once these
  /// have been read.
  ///
  /// @param executable of the process; absent where that is not known
  default Set<KernelText> otherPaths(
      List<MappedObject<T>> objects, Optional<KernelText> executable) {
    return Set.of();
  }
}
