package dev.vmascope.sampling.saved;

import dev.vmascope.storage.NoStorage;
import dev.vmascope.storage.Storage;
import java.nio.file.Path;
import java.util.Optional;

/// Files of histories for tests.
public final class HistoryFiles {
  private HistoryFiles() {}

  /// One that saves nothing.
  public static HistoryFile none() {
    return new HistoryFile(new NoStorage(Path.of("/none"), "none is needed"), Optional.of("boot"));
  }

  /// One of a boot of the kernel.
  public static HistoryFile in(Storage storage, String bootId) {
    return new HistoryFile(storage, Optional.of(bootId));
  }
}
