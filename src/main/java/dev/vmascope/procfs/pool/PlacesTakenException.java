package dev.vmascope.procfs.pool;

/// The rejection of a slow read because its user has too many in flight. The caller waits on a
/// thread of its own, and retries.
final class PlacesTakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PlacesTakenException() {
    super("slow reads are under way", null, false, false);
  }
}
