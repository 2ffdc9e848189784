package dev.vmascope.procfs.object;

import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A parser of mapped files. It runs on a thread that reads files, one file after another.
public interface MappedFileParser<T> {
  /// Whether a file is to be opened at all.
  boolean wants(MappedFile file);

  /// Parses a file, which is open only during the call.
  T parse(MappedFile file, ObjectBytes bytes);

  /// A parsed file, open while this is used.
  record Opened<T>(T value, ObjectBytes bytes) {}

  /// Compares a mapped file with another one at its path.
  ///
  /// @return whether both have the same build; empty where their contents do not show it, or are
  ///   too large to compare
  /// @throws IOException if one of them cannot be read
  default Optional<Boolean> sameBuild(Opened<T> mapped, Opened<T> there) throws IOException {
    return Optional.empty();
  }

  /// Further paths that may lead to mapped files, by symbolic links or not, to be resolved after
  /// these files.
  ///
  /// @param executable the executable of the process; absent where it is not known
  default Set<RawText> otherPaths(List<MappedObject<T>> objects, Optional<RawText> executable) {
    return Set.of();
  }
}
