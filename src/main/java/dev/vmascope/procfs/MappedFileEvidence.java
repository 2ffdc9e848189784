package dev.vmascope.procfs;

import dev.vmascope.mapping.FileEvidence;
import java.util.Optional;

/// The evidence of which file a process maps, with why it is no better.
///
/// @param why it is only its path; absent where it is more
public record MappedFileEvidence(FileEvidence evidence, Optional<FileContent.Why> why) {
  static MappedFileEvidence of(FileEvidence evidence) {
    return new MappedFileEvidence(evidence, Optional.empty());
  }

  /// The path alone.
  public static MappedFileEvidence path(String path, FileContent.Why why) {
    return new MappedFileEvidence(new FileEvidence.Path(path), Optional.of(why));
  }
}
