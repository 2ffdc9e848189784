package dev.vmascope.procfs;

/// As many slow reads of the processes of one user are under way as may be. Whoever asks waits on a
/// thread of his own, and begins again.
final class PlacesTakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PlacesTakenException() {
    super("slow reads are under way", null, false, false);
  }
}
