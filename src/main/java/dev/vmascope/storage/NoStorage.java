package dev.vmascope.storage;

import dev.vmascope.procfs.call.FolderArguments;
import java.nio.file.Path;
import java.util.Optional;

/// The absence of storage.
///
/// @param folder the folder that is not used
/// @param reason the reason, in words
public record NoStorage(Path folder, String reason) implements Storage {
  @Override
  public Optional<FolderArguments> writes() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
