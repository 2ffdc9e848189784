package dev.vmascope.http.security;

/// The rejection of a configuration that would admit everyone, or no one. The service does not
/// start.
final class UnsafeStartException extends RuntimeException {
  private final String remedy;

  UnsafeStartException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /// The change that makes the configuration safe.
  String remedy() {
    return remedy;
  }
}
