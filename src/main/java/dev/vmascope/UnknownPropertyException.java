package dev.vmascope;

import java.util.List;

/// The rejection of properties `vmascope.*` that nothing reads. The service does not start.
final class UnknownPropertyException extends RuntimeException {
  /// @param unknown each name, with where it comes from and the known one that is probably meant
  UnknownPropertyException(List<String> unknown) {
    super("vmascope has no such property:\n\n    " + String.join("\n    ", unknown));
  }
}
