package dev.vmascope.diff;

/// The mappings that differ take more memory than a comparison may.
public final class TooManyChangesException extends RuntimeException {
  public TooManyChangesException() {
    super("more mappings differ than can be compared");
  }
}
