package dev.vmascope.security;

/// The configuration would let strangers in, or nobody: the service does not start.
final class UnsafeStartException extends RuntimeException {
  private final String remedy;

  UnsafeStartException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /// What to change.
  String remedy() {
    return remedy;
  }
}
