package dev.vmascope.stream;

import java.util.Locale;

/// The reasons for which a client must read the state again.
public enum ResetReason {
  /// The process took another address space.
  EXEC,
  /// The client received less than what happened.
  OVERFLOW,
  /// More changed at once than events tell.
  TOO_MANY_CHANGES,
  /// The position that the client returned to is not known, or not any more.
  UNKNOWN_POSITION;

  /// The word in an event.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
