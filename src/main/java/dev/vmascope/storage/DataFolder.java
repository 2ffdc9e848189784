package dev.vmascope.storage;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The directory of the service's persistent data.
public final class DataFolder {
  private DataFolder() {}

  /// The configured directory, or else the user's own for program data (XDG Base Directory
  /// Specification).
  public static Path of(@Nullable Path configured, Map<String, String> environment) {
    if (configured != null) {
      return configured.toAbsolutePath();
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        data.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", "/"), ".local", "share")
            : Path.of(data);
    return base.resolve("vmascope").toAbsolutePath();
  }
}
