package dev.vmascope.procfs.object;

import dev.vmascope.mapping.FileEvidence;
import java.util.Optional;

/// The evidence for the identity of a mapped file, and its weakness.
///
/// @param why the reason why the path is the only evidence; absent where there is more
public record MappedFileEvidence(FileEvidence evidence, Optional<FileContent.Why> why) {
  static MappedFileEvidence of(FileEvidence evidence) {
    return new MappedFileEvidence(evidence, Optional.empty());
  }

  /// The evidence of the path alone.
  public static MappedFileEvidence path(String path, FileContent.Why why) {
    return new MappedFileEvidence(new FileEvidence.Path(path), Optional.of(why));
  }
}
